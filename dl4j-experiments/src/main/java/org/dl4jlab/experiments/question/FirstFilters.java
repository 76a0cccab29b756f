package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.MatrixDiagram;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Run;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The filters of a network's first convolution, before and after training, with one number each for likeness and for edges. */
final class FirstFilters {

    private static final int DIRECTIONS = 16;

    private static final Metric LIKENESS =
            Metric.number(new LocalizedText("correlation of neighbouring weights", "相邻权重的相关系数"), 3, run -> Double.NaN);
    private static final Metric EDGE = Metric.number(
            new LocalizedText("edge response over edge plus even surface", "边缘响应在边缘与均匀表面响应之和中的比例"),
            3,
            run -> Double.NaN);
    private static final LocalizedText BEFORE = new LocalizedText("before training", "训练前");
    private static final LocalizedText AFTER = new LocalizedText("after training", "训练后");

    private final SortedMap<Long, float[][][]> before = new TreeMap<>();
    private final SortedMap<Long, float[][][]> after = new TreeMap<>();
    private final List<MatrixDiagram.Row> rows = new ArrayList<>();

    /** Seeds whose training diverged. */
    private final int missing;

    private FirstFilters(int missing) {
        this.missing = missing;
    }

    /** @param variant whose networks begin with a convolution of one channel */
    static FirstFilters measure(Evidence evidence, String variant) throws IOException {
        FirstFilters filters = new FirstFilters(evidence.diverged(variant));
        Experiment experiment = evidence.variant(variant).experiment();
        LoadedData data = evidence.data(experiment.data());
        for (Run run : evidence.done(variant)) {
            MultiLayerNetwork start = (MultiLayerNetwork)
                    UntrainedNetworks.of(experiment, run.seed().value());
            MultiLayerNetwork end = (MultiLayerNetwork) run.model();
            filters.before.put(run.seed().value(), filters(start));
            filters.after.put(run.seed().value(), filters(end));
            if (filters.rows.isEmpty()) {
                filters.draw(start, end, data);
            }
            start.close();
            end.close();
        }
        return filters;
    }

    private static float[][][] filters(MultiLayerNetwork network) {
        INDArray weights = network.getLayer(0).getParam("W");
        float[][][] filters = new float[(int) weights.size(0)][(int) weights.size(2)][(int) weights.size(3)];
        for (int f = 0; f < filters.length; f++) {
            for (int y = 0; y < filters[f].length; y++) {
                for (int x = 0; x < filters[f][y].length; x++) {
                    filters[f][y][x] = weights.getFloat(f, 0, y, x);
                }
            }
        }
        return filters;
    }

    private void draw(MultiLayerNetwork start, MultiLayerNetwork end, LoadedData data) {
        try (ImageBatches batches = ImageBatches.of(ImageView.all(data.test()).first(1))
                .batchSize(1)
                .normalize(data.spec().normalization())
                .build()) {
            INDArray image = batches.next().getFeatures();
            rows.add(new MatrixDiagram.Row(
                    new LocalizedText("filters before training", "训练前的滤波器"), List.of(filters(start)), true));
            rows.add(new MatrixDiagram.Row(
                    new LocalizedText("filters after training", "训练后的滤波器"), List.of(filters(end)), true));
            rows.add(new MatrixDiagram.Row(
                    new LocalizedText("a test image through them, before", "同一张测试图像经过它们，训练前"),
                    maps(start, image),
                    false));
            rows.add(new MatrixDiagram.Row(
                    new LocalizedText("the same image, after", "同一张图像，训练后"), maps(end, image), false));
        }
    }

    private static List<float[][]> maps(MultiLayerNetwork network, INDArray image) {
        INDArray maps = network.feedForward(image, false).get(1);
        List<float[][]> all = new ArrayList<>();
        for (int map = 0; map < maps.size(1); map++) {
            float[][] values = new float[(int) maps.size(2)][(int) maps.size(3)];
            for (int y = 0; y < values.length; y++) {
                for (int x = 0; x < values[y].length; x++) {
                    values[y][x] = maps.getFloat(0, map, y, x);
                }
            }
            all.add(values);
        }
        return all;
    }

    /** Pearson's correlation of all pairs of weights side by side or one above the other. */
    static double likeness(float[][][] filters) {
        double n = 0;
        double sumA = 0;
        double sumB = 0;
        double squareA = 0;
        double squareB = 0;
        double product = 0;
        for (float[][] filter : filters) {
            for (int y = 0; y < filter.length; y++) {
                for (int x = 0; x < filter[y].length; x++) {
                    for (int[] step : new int[][] {{0, 1}, {1, 0}}) {
                        if (y + step[0] < filter.length && x + step[1] < filter[y].length) {
                            double a = filter[y][x];
                            double b = filter[y + step[0]][x + step[1]];
                            n++;
                            sumA += a;
                            sumB += b;
                            squareA += a * a;
                            squareB += b * b;
                            product += a * b;
                        }
                    }
                }
            }
        }
        double covariance = product / n - sumA / n * sumB / n;
        return covariance / Math.sqrt((squareA / n - sumA / n * sumA / n) * (squareB / n - sumB / n * sumB / n));
    }

    /**
     * How strongly the edge that suits a filter best drives it, as a share of that and of its response to an even surface; the
     * mean over the filters, in [0, 1].
     */
    static double edgeShare(float[][][] filters) {
        double sum = 0;
        for (float[][] filter : filters) {
            double edge = 0;
            for (int direction = 0; direction < DIRECTIONS; direction++) {
                double angle = 2 * Math.PI * direction / DIRECTIONS;
                double response = 0;
                for (int y = 0; y < filter.length; y++) {
                    for (int x = 0; x < filter[y].length; x++) {
                        double side = (x - (filter[y].length - 1) / 2.0) * Math.cos(angle)
                                + (y - (filter.length - 1) / 2.0) * Math.sin(angle);
                        response += filter[y][x] * (Math.abs(side) < 1e-9 ? 0 : Math.signum(side));
                    }
                }
                edge = Math.max(edge, Math.abs(response));
            }
            double even = 0;
            for (float[] row : filter) {
                for (float weight : row) {
                    even += weight;
                }
            }
            sum += edge / (edge + Math.abs(even));
        }
        return sum / filters.length;
    }

    Sample likenessBefore() {
        return sample(BEFORE, LIKENESS, before, FirstFilters::likeness);
    }

    Sample likenessAfter() {
        return sample(AFTER, LIKENESS, after, FirstFilters::likeness);
    }

    Sample edgeBefore() {
        return sample(BEFORE, EDGE, before, FirstFilters::edgeShare);
    }

    Sample edgeAfter() {
        return sample(AFTER, EDGE, after, FirstFilters::edgeShare);
    }

    private interface Reading {
        double of(float[][][] filters);
    }

    private Sample sample(LocalizedText title, Metric metric, SortedMap<Long, float[][][]> all, Reading reading) {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        all.forEach((seed, filters) -> bySeed.put(seed, reading.of(filters)));
        return new Sample(title, metric, bySeed, missing);
    }

    AnswerPart part() {
        List<Block> blocks = new ArrayList<>();
        if (!rows.isEmpty()) {
            blocks.add(new Block.Picture(
                    new MatrixDiagram(rows),
                    new LocalizedText(
                            "The network of the first seed. In a filter, grey is 0, light positive and dark negative; in a map,"
                                    + " black is 0.",
                            "第一个种子的网络。滤波器中灰色为 0，亮为正，暗为负；特征图中黑色为 0。")));
        }
        blocks.add(new Block.Table(
                new LocalizedText("Measured on the filters, mean ± deviation over the seeds", "在滤波器上测得，各种子的均值 ± 标准差"),
                List.of(
                        new LocalizedText("filters", "滤波器"),
                        new LocalizedText("correlation of neighbouring weights", "相邻权重的相关系数"),
                        new LocalizedText("share of the edge", "边缘的比例")),
                List.of(
                        List.of(BEFORE, likenessBefore().text(), edgeBefore().text()),
                        List.of(AFTER, likenessAfter().text(), edgeAfter().text()))));
        return new AnswerPart(new LocalizedText("The filters", "滤波器"), blocks);
    }
}
