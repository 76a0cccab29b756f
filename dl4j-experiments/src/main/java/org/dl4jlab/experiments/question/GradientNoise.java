package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * How far the gradient of one batch is from that of all images: the root of the mean squared distance over the batches of one
 * pass, divided by the length of the whole gradient. Batches are drawn without putting back, which makes the distance smaller by
 * the root of {@code (N - B) / (N - 1)}; this is divided out.
 */
final class GradientNoise {

    private static final long SEED = 1;

    private static final Metric EXPONENT = Metric.number(
            new LocalizedText("exponent of the noise over the batch size", "噪声随批大小变化的指数"), 3, run -> Double.NaN);

    private final List<Integer> sizes;
    private final Map<Long, double[]> noiseBySeed = new LinkedHashMap<>();
    private final int images;
    private final int missing;

    /** @param missing seeds whose training diverged */
    private GradientNoise(List<Integer> sizes, int images, int missing) {
        this.sizes = sizes;
        this.images = images;
        this.missing = missing;
    }

    /**
     * @param variant whose trained networks are measured
     * @param sizes batch sizes that divide the number of images
     * @param images the first ones of the training set
     */
    static GradientNoise measure(Evidence evidence, String variant, List<Integer> sizes, int images)
            throws IOException {
        GradientNoise noise = new GradientNoise(sizes, images, evidence.diverged(variant));
        ImageSet training =
                evidence.data(evidence.variant(variant).experiment().data()).train();
        for (Run run : evidence.done(variant)) {
            Normalization normalization =
                    RecordedRun.of(run).data().orElseThrow().input().normalization();
            MultiLayerNetwork network = (MultiLayerNetwork) run.model();
            ImageView view = ImageView.all(training).first(images);
            double[] whole = meanGradient(network, view, normalization);
            double[] values = new double[sizes.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = noise(network, view, normalization, sizes.get(i), whole);
            }
            noise.noiseBySeed.put(run.seed().value(), values);
        }
        return noise;
    }

    private static double[] meanGradient(MultiLayerNetwork network, ImageView view, Normalization normalization) {
        int batch = 512;
        double[] sum = new double[(int) network.numParams()];
        int batches = 0;
        try (ImageBatches each = ImageBatches.of(view)
                .batchSize(Math.min(batch, view.size()))
                .normalize(normalization)
                .build()) {
            while (each.hasNext()) {
                float[] gradient = gradient(network, each.next());
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += gradient[i];
                }
                batches++;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= batches;
        }
        return sum;
    }

    private static double noise(
            MultiLayerNetwork network, ImageView view, Normalization normalization, int size, double[] whole) {
        double squares = 0;
        int batches = 0;
        try (ImageBatches each = ImageBatches.of(view)
                .batchSize(size)
                .shuffle(SEED)
                .normalize(normalization)
                .build()) {
            while (each.hasNext()) {
                float[] gradient = gradient(network, each.next());
                for (int i = 0; i < whole.length; i++) {
                    squares += (gradient[i] - whole[i]) * (gradient[i] - whole[i]);
                }
                batches++;
            }
        }
        double length = 0;
        for (double value : whole) {
            length += value * value;
        }
        double drawn = (double) (view.size() - size) / (view.size() - 1);
        return Math.sqrt(squares / batches / drawn / length);
    }

    private static float[] gradient(MultiLayerNetwork network, DataSet batch) {
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        // DL4J adds up over the batch here, and divides when it takes the step.
        INDArray gradient = network.gradient().gradient().div(batch.numExamples());
        return gradient.data().asFloat();
    }

    /** For each network, the slope of the logarithm of the noise over that of the batch size. */
    Sample exponents() {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        noiseBySeed.forEach((seed, values) -> {
            SimpleRegression line = new SimpleRegression();
            for (int i = 0; i < values.length; i++) {
                line.addData(Math.log(sizes.get(i)), Math.log(values[i]));
            }
            bySeed.put(seed, line.getSlope());
        });
        return new Sample(new LocalizedText("measured exponent", "测得的指数"), EXPONENT, bySeed, missing);
    }

    /** What independent images make it. */
    Sample theory() {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        noiseBySeed.keySet().forEach(seed -> bySeed.put(seed, -0.5));
        return new Sample(new LocalizedText("the square root's", "平方根的指数"), EXPONENT, bySeed, missing);
    }

    AnswerPart part() {
        double[] x = sizes.stream().mapToDouble(s -> s).toArray();
        double[] measured = new double[x.length];
        double[] root = new double[x.length];
        List<List<LocalizedText>> rows = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            int size = i;
            MeanAndDeviation over = MeanAndDeviation.of(noiseBySeed.values(), values -> values[size]);
            measured[i] = over.mean();
            root[i] = measured[0] * Math.sqrt(x[0] / x[i]);
            rows.add(List.of(
                    LocalizedText.same(String.valueOf(sizes.get(i))),
                    LocalizedText.same(String.format(Locale.ROOT, "%.2f", over.mean())),
                    LocalizedText.same(String.format(Locale.ROOT, "%.2f", root[i]))));
        }
        return AnswerPart.of(
                new LocalizedText("The noise of the gradient", "梯度的噪声"),
                new Block.Text(new LocalizedText(
                                "The trained networks were asked for the gradient of each batch of %,d training images and of all"
                                        + " together. Noise is the typical distance between the two, in lengths of the whole"
                                        + " gradient: above 1, a batch says more about itself than about the data.",
                                "对训练好的网络，计算 %,d 张训练图像中每一批的梯度和全部图像的梯度。噪声是两者的典型距离，以总梯度的长度为单位："
                                        + "大于 1 时，一批的梯度更多反映这一批自身而不是数据。")
                        .with(images)),
                new Block.Picture(
                        new CurveDiagram(
                                List.of(
                                        CurveDiagram.Curve.of(new LocalizedText("measured", "测量值"), x, measured),
                                        CurveDiagram.Curve.of(
                                                new LocalizedText("falling with √batch", "按 √批大小 下降"), x, root)),
                                new LocalizedText("batch size", "批大小"),
                                new LocalizedText("noise of a batch's gradient", "一批的梯度噪声"),
                                true,
                                true),
                        new LocalizedText("Both axes are logarithmic.", "两个坐标轴均为对数刻度。")),
                new Block.Table(
                        new LocalizedText("Noise, mean over the networks", "噪声，各网络的均值"),
                        List.of(
                                new LocalizedText("batch size", "批大小"),
                                new LocalizedText("measured", "测量值"),
                                new LocalizedText("falling with √batch", "按 √批大小 下降")),
                        rows));
    }
}
