package org.dl4jlab.models.registry;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.summary.FrozenLayers;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The architecture of a network that was configured or trained earlier, for other data: its optimiser, regularisation and
 * frozen layers are choices of the training that is over and are dropped, and its last layer gets as many outputs as the
 * new data have classes.
 */
final class NetworkTemplate {

    /** Sizes that are tried for a network of which nobody says what images it takes. */
    private static final List<Integer> USUAL_SIZES = List.of(28, 32, 64, 96, 128, 224, 16, 8);

    private NetworkTemplate() {}

    static NetworkDefinition of(String name, MultiLayerConfiguration saved, Optional<InputShape> input) {
        MultiLayerConfiguration own = saved.clone();
        String dropped = dropped(own.getConfs());
        own.getConfs().forEach(NetworkTemplate::forgetTraining);
        NetworkDefinition checked = CustomNetwork.of(name, own);
        return adaptable(checked, dropped, input, own.getConfs(), options -> {
            MultiLayerConfiguration copy = own.clone();
            setOutputs(copy.getConf(copy.getConfs().size() - 1), options.classes());
            return CustomNetwork.of(name, copy).configure(options);
        });
    }

    static NetworkDefinition of(String name, ComputationGraphConfiguration saved, Optional<InputShape> input) {
        ComputationGraphConfiguration own = saved.clone();
        List<NeuralNetConfiguration> layers = CustomNetwork.layers(own);
        String dropped = dropped(layers);
        layers.forEach(NetworkTemplate::forgetTraining);
        NetworkDefinition checked = CustomNetwork.of(name, own);
        return adaptable(checked, dropped, input, layers, options -> {
            ComputationGraphConfiguration copy = own.clone();
            GraphVertex last = copy.getVertices().get(copy.getNetworkOutputs().get(0));
            setOutputs(((LayerVertex) last).getLayerConf(), options.classes());
            return CustomNetwork.of(name, copy).configure(options);
        });
    }

    private static NetworkDefinition adaptable(
            NetworkDefinition own,
            String dropped,
            Optional<InputShape> input,
            Collection<NeuralNetConfiguration> layers,
            Function<NetworkOptions, NetworkConfiguration> factory) {
        NetworkDefinition adaptable = new NetworkDefinition(
                own.name(),
                own.title(),
                own.description() + dropped,
                own.defaults(),
                own.input(),
                own.kind(),
                factory,
                own.source().map(source -> new NetworkDefinition.Source(source.json(), true)));
        return input.or(() -> tried(adaptable, layers))
                .map(adaptable::withInput)
                .orElse(adaptable);
    }

    /** The first usual shape that goes through the network. */
    private static Optional<InputShape> tried(NetworkDefinition network, Collection<NeuralNetConfiguration> layers) {
        List<Integer> channels = layers.stream()
                .map(NetworkTemplate::plain)
                .filter(ConvolutionLayer.class::isInstance)
                .map(layer -> (int) ((ConvolutionLayer) layer).getNIn())
                .filter(n -> n > 0)
                .findFirst()
                .map(List::of)
                .orElse(List.of(1, 3));
        for (int size : USUAL_SIZES) {
            for (int channel : channels) {
                InputShape shape = new InputShape(channel, size, size);
                if (network.refusal(network.defaults().withInput(shape)).isEmpty()) {
                    return Optional.of(shape);
                }
            }
        }
        return Optional.empty();
    }

    /** What {@link #forgetTraining} takes away, as a sentence to put behind another; empty for a layout alone. */
    private static String dropped(Collection<NeuralNetConfiguration> layers) {
        Set<String> choices = new TreeSet<>();
        for (NeuralNetConfiguration configuration : layers) {
            if (FrozenLayers.isFrozen(configuration.getLayer())) {
                choices.add("frozen layers");
            }
            if (plain(configuration) instanceof BaseLayer layer) {
                Optional.ofNullable(layer.getIUpdater())
                        .map(updater -> updater.getClass().getSimpleName())
                        .ifPresent(choices::add);
                Stream.of(layer.getRegularization(), layer.getRegularizationBias())
                        .filter(Objects::nonNull)
                        .flatMap(List::stream)
                        .map(regularization -> regularization.getClass().getSimpleName())
                        .forEach(choices::add);
            }
        }
        return choices.isEmpty()
                ? ""
                : " How it was trained (" + String.join(", ", choices)
                        + ") is not taken over: the settings say how now.";
    }

    private static Layer plain(NeuralNetConfiguration configuration) {
        return FrozenLayers.unfrozen(configuration.getLayer());
    }

    private static void forgetTraining(NeuralNetConfiguration configuration) {
        Layer layer = plain(configuration);
        configuration.setLayer(layer);
        if (layer instanceof BaseLayer base) {
            base.setRegularization(List.of());
            base.setRegularizationBias(List.of());
            // Not none: DL4J takes a configuration without updaters for one of an early release, and cannot read it.
            base.setIUpdater(new Sgd());
            base.setBiasUpdater(null);
        }
    }

    private static void setOutputs(NeuralNetConfiguration last, int classes) {
        ((BaseOutputLayer) last.getLayer()).setNOut(classes);
    }
}
