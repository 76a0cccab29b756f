package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hidden units that are never positive on any of many training images: behind a ReLU their gradient is always zero, so they learn
 * nothing any more. A unit is a neuron of a dense layer, or a feature map, which counts as dead if it is so at every pixel.
 */
final class DeadUnits {

    private static final int IMAGES = 500;

    private DeadUnits() {}

    static AnswerPart part(Evidence evidence, List<String> variants) throws IOException {
        List<List<LocalizedText>> rows = new ArrayList<>();
        for (String variant : variants) {
            List<Double> shares = new ArrayList<>();
            int units = 0;
            ImageSet training =
                    evidence.data(evidence.variant(variant).experiment().data()).train();
            for (Run run : evidence.done(variant)) {
                Normalization normalization =
                        RecordedRun.of(run).data().orElseThrow().input().normalization();
                ImageView view = ImageView.all(training).first(Math.min(IMAGES, training.size()));
                int dead = 0;
                units = 0;
                for (boolean[] alive : alive(run.model(), view, normalization).values()) {
                    for (boolean one : alive) {
                        dead += one ? 0 : 1;
                        units++;
                    }
                }
                shares.add((double) dead / units);
            }
            MeanAndDeviation share = MeanAndDeviation.of(shares, s -> s);
            rows.add(List.of(
                    evidence.variant(variant).title(),
                    LocalizedText.same(String.format(Locale.ROOT, "%,d", units)),
                    LocalizedText.same(
                            share.count() == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share.mean()))));
        }
        return AnswerPart.of(
                new LocalizedText("Dead units", "死亡神经元"),
                new Block.Text(new LocalizedText(
                                "Counted on %d training images: hidden units that are positive on none of them. Behind a ReLU"
                                        + " such a unit gets no gradient; behind a LeakyReLU it still does.",
                                "在 %d 张训练图像上统计：对任何一张都不为正的隐藏单元。在 ReLU 之后，这样的单元得不到梯度；在 LeakyReLU 之后仍然得到。")
                        .with(IMAGES)),
                new Block.Table(
                        new LocalizedText("Mean over the seeds", "各种子的均值"),
                        List.of(
                                new LocalizedText("network", "网络"),
                                new LocalizedText("hidden units", "隐藏单元"),
                                new LocalizedText("never positive", "从不为正")),
                        rows));
    }

    /** For each hidden activation, which units were positive at least once. */
    static Map<String, boolean[]> alive(Model model, ImageView view, Normalization normalization) {
        Map<String, boolean[]> alive = new LinkedHashMap<>();
        try (ImageBatches batches = ImageBatches.of(view)
                .batchSize(Math.min(100, view.size()))
                .normalize(normalization)
                .build()) {
            while (batches.hasNext()) {
                activations(model, batches.next().getFeatures()).forEach((name, activation) -> {
                    boolean[] units = alive.computeIfAbsent(name, n -> new boolean[(int) activation.size(1)]);
                    note(activation, units);
                });
            }
        }
        return alive;
    }

    private static void note(INDArray activation, boolean[] units) {
        float[] values = activation.dup('c').data().asFloat();
        int pixels = values.length / (int) activation.size(0) / units.length;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                units[i / pixels % units.length] = true;
            }
        }
    }

    private static Map<String, INDArray> activations(Model model, INDArray features) {
        Map<String, INDArray> found = new LinkedHashMap<>();
        if (model instanceof ComputationGraph graph) {
            Map<String, INDArray> all = graph.feedForward(features, false);
            for (Layer layer : graph.getLayers()) {
                String name = layer.conf().getLayer().getLayerName();
                if (isHidden(layer)) {
                    found.put(name, all.get(name));
                }
            }
            return found;
        }
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        List<INDArray> all = network.feedForward(features, false);
        for (int i = 0; i < network.getnLayers(); i++) {
            if (isHidden(network.getLayer(i))) {
                // The first one is the input.
                found.put("layer " + i, all.get(i + 1));
            }
        }
        return found;
    }

    /** Whether a layer ends in a non-linearity and is not the classifier. */
    private static boolean isHidden(Layer layer) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        if (configuration instanceof ActivationLayer) {
            return true;
        }
        if (configuration instanceof BaseOutputLayer || !(configuration instanceof BaseLayer base)) {
            return false;
        }
        IActivation activation = base.getActivationFn();
        return activation != null
                && !(activation instanceof ActivationIdentity)
                && !(configuration instanceof org.deeplearning4j.nn.conf.layers.BatchNormalization);
    }
}
