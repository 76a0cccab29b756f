package org.dl4jlab.training.internal.runner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.schedule.ScaledRate;
import org.dl4jlab.models.summary.FrozenLayers;
import org.dl4jlab.training.FineTuningSettings;
import org.dl4jlab.training.InvalidInputException;
import org.nd4j.linalg.learning.config.IUpdater;

/** Freezes or slows the first layers of a network. */
final class FirstLayers {

    private FirstLayers() {}

    /**
     * Changes a configuration that no network was made of yet.
     *
     * @param updater of the other layers
     * @throws InvalidInputException if there are not more layers with weights than are meant
     */
    static void apply(NetworkConfiguration configuration, FineTuningSettings chosen, IUpdater updater) {
        if (!chosen.used()) {
            return;
        }
        List<NeuralNetConfiguration> layers = configuration instanceof NetworkConfiguration.Sequential row
                ? row.configuration().getConfs()
                : inOrder(((NetworkConfiguration.Graph) configuration).configuration());
        long all = layers.stream().filter(FirstLayers::hasWeights).count();
        if (chosen.firstLayers() >= all) {
            throw new InvalidInputException(
                    "firstLayers=" + chosen.firstLayers() + " leaves nothing to train as usual: the" + " network has "
                            + all + " layers with weights; use at most " + (all - 1) + ".");
        }
        int seen = 0;
        for (NeuralNetConfiguration layer : layers) {
            seen += hasWeights(layer) ? 1 : 0;
            if (seen > chosen.firstLayers()) {
                return;
            }
            change(layer, chosen.firstLayersRate(), updater);
        }
    }

    /** Convolutions and dense layers; BatchNorm belongs to the layer before it. */
    private static boolean hasWeights(NeuralNetConfiguration configuration) {
        Layer layer = FrozenLayers.unfrozen(configuration.getLayer());
        return layer instanceof FeedForwardLayer && !(layer instanceof BatchNormalization);
    }

    private static void change(NeuralNetConfiguration configuration, double rate, IUpdater updater) {
        if (!(configuration.getLayer() instanceof BaseLayer layer) || !(layer instanceof FeedForwardLayer)) {
            return;
        }
        if (rate == 0) {
            FrozenLayer frozen = new FrozenLayer(layer);
            // A graph that is read back looks its layers up by this name.
            frozen.setLayerName(layer.getLayerName());
            configuration.setLayer(frozen);
            return;
        }
        if (rate < 1) {
            layer.setIUpdater(ScaledRate.scale(layer.getIUpdater() == null ? updater : layer.getIUpdater(), rate));
            if (layer.getBiasUpdater() != null) {
                layer.setBiasUpdater(ScaledRate.scale(layer.getBiasUpdater(), rate));
            }
        }
    }

    /** The layers of a graph, each behind those that it depends on; of those that could come next, the first added. */
    private static List<NeuralNetConfiguration> inOrder(ComputationGraphConfiguration graph) {
        Set<String> done = new HashSet<>(graph.getNetworkInputs());
        Map<String, List<String>> open = new HashMap<>(graph.getVertexInputs());
        List<String> names = List.copyOf(graph.getVertices().keySet());
        List<NeuralNetConfiguration> layers = new ArrayList<>();
        while (!open.isEmpty()) {
            String next = names.stream()
                    .filter(open::containsKey)
                    .filter(name -> done.containsAll(open.get(name)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the network's graph has a cycle"));
            open.remove(next);
            done.add(next);
            if (graph.getVertices().get(next) instanceof LayerVertex vertex) {
                layers.add(vertex.getLayerConf());
            }
        }
        return layers;
    }
}
