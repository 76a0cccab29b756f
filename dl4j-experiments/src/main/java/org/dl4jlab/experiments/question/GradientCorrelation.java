package org.dl4jlab.experiments.question;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Whether the gradient of an untrained network at one input says anything of the gradient at an input beside it. The inputs lie
 * evenly on straight lines between two training images, one line a batch, as batch normalisation in training mode wants one; the
 * slope of each feature before the classifier is taken between neighbours, and correlated with the next slope. Near 1, the
 * network is smooth; at 0 or below, its gradient is noise. After Balduzzi et al., "The Shattered Gradients Problem: If resnets are
 * the answer, then what is the question?", ICML 2017.
 */
final class GradientCorrelation {

    private static final int LINES = 4;
    private static final int POINTS = 128;

    private static final Metric CORRELATION = Metric.number(
            new LocalizedText("correlation of neighbouring gradients", "相邻输入处梯度的相关系数"), 3, run -> Double.NaN);

    private GradientCorrelation() {}

    /** @param seeds of the networks, one for each */
    static Sample atStart(
            LocalizedText title,
            Experiment experiment,
            LoadedData data,
            Normalization normalization,
            List<Long> seeds) {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        for (long seed : seeds) {
            ComputationGraph network = (ComputationGraph) UntrainedNetworks.of(experiment, seed);
            try {
                double value = measure(network, data, normalization);
                if (Double.isFinite(value)) {
                    bySeed.put(seed, value);
                }
            } finally {
                network.close();
            }
        }
        return new Sample(title, CORRELATION, bySeed, seeds.size() - bySeed.size());
    }

    private static double measure(ComputationGraph network, LoadedData data, Normalization normalization) {
        double sum = 0;
        int counted = 0;
        try (ImageBatches batches = ImageBatches.of(ImageView.all(data.train()).first(2 * LINES))
                .batchSize(2 * LINES)
                .normalize(normalization)
                .build()) {
            INDArray images = batches.next().getFeatures();
            for (int line = 0; line < LINES; line++) {
                INDArray inputs = line(images.get(pick(2 * line)), images.get(pick(2 * line + 1)));
                float[][] features =
                        network.feedForward(inputs, true).get("pool").toFloatMatrix();
                for (int feature = 0; feature < features[0].length; feature++) {
                    double correlation = correlation(features, feature);
                    if (Double.isFinite(correlation)) {
                        sum += correlation;
                        counted++;
                    }
                }
            }
        }
        return sum / counted;
    }

    private static INDArrayIndex pick(int image) {
        return NDArrayIndex.interval(image, image + 1);
    }

    private static INDArray line(INDArray from, INDArray to) {
        INDArray[] points = new INDArray[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double share = (double) i / (POINTS - 1);
            points[i] = from.mul(1 - share).addi(to.mul(share));
        }
        return Nd4j.concat(0, points);
    }

    /** Of each slope with the next; not a number for a feature that never changes. */
    static double correlation(float[][] values, int feature) {
        int slopes = values.length - 1;
        double[] slope = new double[slopes];
        double mean = 0;
        for (int i = 0; i < slopes; i++) {
            slope[i] = (double) values[i + 1][feature] - values[i][feature];
            mean += slope[i] / slopes;
        }
        double variance = 0;
        double together = 0;
        for (int i = 0; i < slopes; i++) {
            variance += (slope[i] - mean) * (slope[i] - mean);
            if (i > 0) {
                together += (slope[i] - mean) * (slope[i - 1] - mean);
            }
        }
        return together / variance;
    }
}
