package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.Training;
import org.dl4jlab.training.TrainingException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The length of the loss's gradient with respect to the weights of each convolution, from the input to the output, for one batch
 * of training images in training mode.
 *
 * @param title of the networks
 * @param bySeed for each network, one length a convolution
 */
record LayerGradients(LocalizedText title, SortedMap<Long, double[]> bySeed) {

    private static final int IMAGES = 64;

    private static final Metric DECADES = Metric.number(
            new LocalizedText(
                    "decimal logarithm of the first convolution's gradient over the last one's", "首层与末层卷积梯度之比的常用对数"),
            2,
            run -> Double.NaN);

    private static final Metric RATIO = Metric.number(
            new LocalizedText("gradient of the first convolution over that of the last", "首层卷积梯度与末层卷积梯度之比"),
            3,
            run -> Double.NaN);

    /** Of networks with their initial weights, one for each seed. */
    static LayerGradients atStart(
            LocalizedText title,
            Experiment experiment,
            LoadedData data,
            Normalization normalization,
            List<Long> seeds) {
        SortedMap<Long, double[]> lengths = new TreeMap<>();
        for (long seed : seeds) {
            lengths.put(seed, measure((ComputationGraph) UntrainedNetworks.of(experiment, seed), data, normalization));
        }
        return new LayerGradients(title, lengths);
    }

    /** Of the trained networks of a variant. */
    static LayerGradients afterTraining(
            LocalizedText title, Evidence evidence, String variant, Normalization normalization) throws IOException {
        LoadedData data = evidence.data(evidence.variant(variant).experiment().data());
        SortedMap<Long, double[]> lengths = new TreeMap<>();
        for (Run run : evidence.done(variant)) {
            lengths.put(run.seed().value(), measure((ComputationGraph) run.model(), data, normalization));
        }
        return new LayerGradients(title, lengths);
    }

    /**
     * Of one network after each epoch of a training that repeats a run's, the weights before it first; up to a step at which the
     * numbers grow beyond all bounds.
     *
     * @return one entry for each measurement, each with the seed alone
     */
    static List<LayerGradients> duringTraining(
            LocalizedText title, Experiment experiment, LoadedData data, Normalization normalization, long seed) {
        List<ComputationGraph> moments = new ArrayList<>();
        RunListener copier = new RunListener() {

            private ComputationGraph trained;

            @Override
            public void training(Model network) {
                trained = (ComputationGraph) network;
                copy();
            }

            @Override
            public void epoch(EpochMetrics metrics) {
                copy();
            }

            private void copy() {
                ComputationGraph copy =
                        new ComputationGraph(trained.getConfiguration().clone());
                copy.init(trained.params().dup(), false);
                moments.add(copy);
            }
        };
        try {
            // Test images play no part in it.
            TrainingSettings settings = experiment.settings().withTestImages(0);
            Training.of(experiment.network(), data.train(), settings)
                    .withNormalization(normalization)
                    .withSeed(Seed.of(seed))
                    .withListener(copier)
                    .run();
        } catch (TrainingException diverged) {
            // What there is up to then is what there is to show.
        }
        return moments.stream()
                .map(network ->
                        new LayerGradients(title, new TreeMap<>(Map.of(seed, measure(network, data, normalization)))))
                .toList();
    }

    /** Closes the network. */
    static double[] measure(ComputationGraph network, LoadedData data, Normalization normalization) {
        try (ImageBatches batches = ImageBatches.of(ImageView.all(data.train()).first(IMAGES))
                .batchSize(IMAGES)
                .normalize(normalization)
                .build()) {
            DataSet batch = batches.next();
            network.setInputs(batch.getFeatures());
            network.setLabels(batch.getLabels());
            network.computeGradientAndScore();
            Map<String, INDArray> gradients = network.gradient().gradientForVariable();
            List<Double> lengths = new ArrayList<>();
            for (Layer layer : network.getLayers()) {
                if (layer instanceof ConvolutionLayer) {
                    INDArray gradient = gradients.get(layer.conf().getLayer().getLayerName() + "_W");
                    lengths.add(gradient.norm2Number().doubleValue() / IMAGES);
                }
            }
            return lengths.stream().mapToDouble(d -> d).toArray();
        } finally {
            network.close();
        }
    }

    /** How much of the last convolution's gradient arrives at the first. */
    Sample ratio() {
        SortedMap<Long, Double> ratios = new TreeMap<>();
        bySeed.forEach((seed, lengths) -> {
            double ratio = lengths[0] / lengths[lengths.length - 1];
            if (Double.isFinite(ratio)) {
                ratios.put(seed, ratio);
            }
        });
        return new Sample(title, RATIO, ratios, bySeed.size() - ratios.size());
    }

    /** The decimal logarithm of {@link #ratio}: ratios of random networks scatter by factors, which a t-test does not expect. */
    Sample decades() {
        return decades(ratio -> ratio);
    }

    /** The decimal logarithm of a given ratio for each of these networks, to compare with. */
    Sample decades(double given) {
        return decades(ratio -> given);
    }

    private Sample decades(DoubleUnaryOperator choice) {
        SortedMap<Long, Double> decades = new TreeMap<>();
        Sample ratios = ratio();
        ratios.bySeed().forEach((seed, ratio) -> decades.put(seed, Math.log10(choice.applyAsDouble(ratio))));
        return new Sample(title, DECADES, decades, ratios.missing());
    }

    /** The mean of all networks' ratios; not a number if there is none. */
    double meanRatio() {
        return ratio().bySeed().values().stream().mapToDouble(r -> r).average().orElse(Double.NaN);
    }

    String ratioText() {
        Sample ratio = ratio();
        if (ratio.bySeed().isEmpty()) {
            return "–";
        }
        MeanAndDeviation measured = ratio.measured();
        return Double.isFinite(measured.deviation())
                ? String.format(Locale.ROOT, "%.3g ± %.2g", measured.mean(), measured.deviation())
                : String.format(Locale.ROOT, "%.3g", measured.mean());
    }

    /** The geometric mean over the networks, from the first convolution to the last. */
    CurveDiagram.Curve curve() {
        int layers = bySeed.values().stream().mapToInt(l -> l.length).min().orElse(0);
        double[] x = new double[layers];
        double[] y = new double[layers];
        for (int i = 0; i < layers; i++) {
            int layer = i;
            x[i] = i + 1;
            y[i] = Math.exp(bySeed.values().stream()
                    .mapToDouble(l -> Math.log(l[layer]))
                    .average()
                    .orElse(Double.NaN));
        }
        return CurveDiagram.Curve.of(title, x, y);
    }
}
