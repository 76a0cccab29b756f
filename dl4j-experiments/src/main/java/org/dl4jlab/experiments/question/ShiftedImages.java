package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Accuracy of trained networks on test images that are moved by some pixels, over the four directions; what moves in is black.
 *
 * @param title of the networks
 * @param bySeed for each network, the accuracy at each shift from 0 on, in [0, 1]
 * @param missing seeds whose training diverged
 */
record ShiftedImages(LocalizedText title, SortedMap<Long, double[]> bySeed, int missing) {

    private static final int[][] DIRECTIONS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

    private static final Metric KEPT =
            Metric.accuracy(new LocalizedText("share of the accuracy that is kept", "保留的准确率比例"), run -> Double.NaN);

    private static final Metric AT_SHIFT =
            Metric.accuracy(new LocalizedText("accuracy on moved images", "平移后图像的准确率"), run -> Double.NaN);

    /**
     * @param variant whose trained networks are asked
     * @param images first ones of the test set
     * @param largest shift in pixels
     */
    static ShiftedImages measure(Evidence evidence, String variant, int images, int largest) throws IOException {
        LoadedData data = evidence.data(evidence.variant(variant).experiment().data());
        SortedMap<Long, double[]> bySeed = new TreeMap<>();
        for (Run run : evidence.done(variant)) {
            MultiLayerNetwork network = Engine.accelerate((MultiLayerNetwork) run.model());
            double[] accuracies = new double[largest + 1];
            for (int shift = 0; shift <= largest; shift++) {
                List<Double> each = new ArrayList<>();
                for (int[] direction : shift == 0 ? new int[][] {{0, 0}} : DIRECTIONS) {
                    each.add(accuracy(
                            network, shifted(data.test(), images, shift * direction[0], shift * direction[1]), data));
                }
                accuracies[shift] = each.stream().mapToDouble(a -> a).average().orElseThrow();
            }
            network.close();
            bySeed.put(run.seed().value(), accuracies);
        }
        return new ShiftedImages(evidence.variant(variant).title(), bySeed, evidence.diverged(variant));
    }

    private static double accuracy(MultiLayerNetwork network, ImageSet images, LoadedData data) {
        try (ImageBatches batches = ImageBatches.of(ImageView.all(images))
                .batchSize(500)
                .normalize(data.spec().normalization())
                .build()) {
            return Evaluator.evaluate(network::output, batches, done -> {}).accuracy();
        }
    }

    /** Images moved to the right and down by so many pixels. */
    static ImageSet shifted(ImageSet set, int images, int right, int down) {
        ImageShape shape = set.shape();
        int count = Math.min(images, set.size());
        byte[] pixels = new byte[count * shape.channels() * shape.height() * shape.width()];
        byte[] labels = new byte[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            byte[] image = set.image(i);
            labels[i] = (byte) set.label(i);
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int y = 0; y < shape.height(); y++) {
                    for (int x = 0; x < shape.width(); x++, at++) {
                        int fromX = x - right;
                        int fromY = y - down;
                        if (fromX >= 0 && fromX < shape.width() && fromY >= 0 && fromY < shape.height()) {
                            pixels[at] = image[(channel * shape.height() + fromY) * shape.width() + fromX];
                        }
                    }
                }
            }
        }
        return new ImageSet(shape, set.classNames(), pixels, labels);
    }

    /** Accuracy at a shift as a share of that without one. */
    Sample kept(int shift) {
        return sample(KEPT, accuracies -> accuracies[shift] / accuracies[0]);
    }

    /** Accuracy at a shift. */
    Sample at(int shift) {
        return sample(AT_SHIFT, accuracies -> accuracies[shift]);
    }

    private Sample sample(Metric metric, ToDoubleFunction<double[]> reading) {
        SortedMap<Long, Double> values = new TreeMap<>();
        bySeed.forEach((seed, accuracies) -> values.put(seed, reading.applyAsDouble(accuracies)));
        return new Sample(title, metric, values, missing);
    }
}
