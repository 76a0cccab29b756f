package org.dl4jlab.models.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.initialization.NetworkInitializer;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.summary.FrozenLayers;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A user's own DL4J configuration as a network of this project: seed, optimiser and weight decay are put into a copy of it,
 * and what could not be honoured then is refused.
 */
final class CustomNetwork {

    private CustomNetwork() {}

    static NetworkDefinition of(String name, MultiLayerConfiguration given) {
        MultiLayerConfiguration own = given.clone();
        List<NeuralNetConfiguration> layers = own.getConfs();
        if (own.getBackpropType() != BackpropType.Standard) {
            throw refused(name, "it is trained by truncated backpropagation through time, which images do not need");
        }
        check(name, layers, own.getDataType());
        int classes = classes(name, layers.get(layers.size() - 1).getLayer());
        NetworkDefinition.Input input = input(own);
        return definition(name, classes, input, NetworkDefinition.Kind.SEQUENTIAL, given.toJson(), options -> {
            requireClasses(name, classes, options);
            MultiLayerConfiguration copy = given.clone();
            copy.getConfs().forEach(layer -> set(layer, options));
            requireFit(name, input, options, images -> {
                MultiLayerNetwork probe = NetworkInitializer.initialize(copy.clone());
                INDArray output = probe.output(images);
                probe.close();
                return output;
            });
            return new NetworkConfiguration.Sequential(copy);
        });
    }

    static NetworkDefinition of(String name, ComputationGraphConfiguration given) {
        ComputationGraphConfiguration own = given.clone();
        if (own.getNetworkInputs().size() != 1 || own.getNetworkOutputs().size() != 1) {
            throw refused(
                    name,
                    "it has " + own.getNetworkInputs().size() + " inputs and "
                            + own.getNetworkOutputs().size() + " outputs, but a classifier has one of each");
        }
        if (own.getBackpropType() != BackpropType.Standard) {
            throw refused(name, "it is trained by truncated backpropagation through time, which images do not need");
        }
        check(name, layers(own), own.getDataType());
        GraphVertex last = own.getVertices().get(own.getNetworkOutputs().get(0));
        if (!(last instanceof LayerVertex output)) {
            throw refused(name, "its output is not a layer");
        }
        int classes = classes(name, output.getLayerConf().getLayer());
        NetworkDefinition.Input input = input(own);
        return definition(name, classes, input, NetworkDefinition.Kind.GRAPH, given.toJson(), options -> {
            requireClasses(name, classes, options);
            ComputationGraphConfiguration copy = given.clone();
            copy.getDefaultConfiguration().setSeed(options.seed());
            layers(copy).forEach(layer -> set(layer, options));
            requireFit(name, input, options, images -> {
                ComputationGraph probe = NetworkInitializer.initialize(copy.clone());
                INDArray output2 = probe.outputSingle(images);
                probe.close();
                return output2;
            });
            return new NetworkConfiguration.Graph(copy);
        });
    }

    private static NetworkDefinition definition(
            String name,
            int classes,
            NetworkDefinition.Input input,
            NetworkDefinition.Kind kind,
            String json,
            Function<NetworkOptions, NetworkConfiguration> factory) {
        return new NetworkDefinition(
                name,
                name,
                "A network of the user's own.",
                NetworkOptions.of(InputShape.MNIST, classes),
                input,
                kind,
                factory,
                Optional.of(new NetworkDefinition.Source(json, false)));
    }

    static List<NeuralNetConfiguration> layers(ComputationGraphConfiguration graph) {
        List<NeuralNetConfiguration> layers = new ArrayList<>();
        for (GraphVertex vertex : graph.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                layers.add(layer.getLayerConf());
            }
        }
        return layers;
    }

    private static void check(String name, Collection<NeuralNetConfiguration> layers, DataType type) {
        if (type != DataType.FLOAT) {
            throw refused(name, "its numbers are " + type + ", but images come as FLOAT; leave out dataType(...)");
        }
        BaseLayer first = null;
        for (NeuralNetConfiguration configuration : layers) {
            if (configuration.getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
                throw refused(
                        name,
                        "its optimizationAlgo is " + configuration.getOptimizationAlgo()
                                + ", but the settings choose among optimisers by single steps");
            }
            if (!(configuration.getLayer() instanceof BaseLayer layer)) {
                continue;
            }
            String where = "layer '" + layer.getLayerName() + "' ";
            if (!none(layer.getRegularization()) || !none(layer.getRegularizationBias())) {
                throw refused(
                        name,
                        where
                                + "has a regularisation of its own, which the settings would replace; leave it out and"
                                + " set weightDecay");
            }
            if (layer.getBiasUpdater() != null) {
                throw refused(name, where + "has an updater for its biases, which the settings would replace");
            }
            if (first == null) {
                first = layer;
            } else if (layer.getIUpdater() != null && !layer.getIUpdater().equals(first.getIUpdater())) {
                throw refused(
                        name,
                        where
                                + "has another updater than the first, but the settings give one to all; freeze layers"
                                + " with FrozenLayer");
            }
        }
    }

    private static boolean none(List<Regularization> regularization) {
        return regularization == null || regularization.isEmpty();
    }

    private static int classes(String name, Layer last) {
        if (!(last instanceof BaseOutputLayer output)
                || !(output.getActivationFn() instanceof ActivationSoftmax)
                || !(output.getLossFn() instanceof LossMCXENT)) {
            throw refused(
                    name,
                    "its last layer is no classifier: it must be an OutputLayer with softmax and the loss MCXENT or"
                            + " NEGATIVELOGLIKELIHOOD");
        }
        return Math.toIntExact(output.getNOut());
    }

    private static void requireClasses(String name, int classes, NetworkOptions options) {
        if (classes != options.classes()) {
            throw refused(name, "it tells " + classes + " classes apart, but the data have " + options.classes());
        }
    }

    private static void set(NeuralNetConfiguration configuration, NetworkOptions options) {
        configuration.setSeed(options.seed());
        if (!(configuration.getLayer() instanceof BaseLayer layer)) {
            return;
        }
        layer.setIUpdater(options.updater());
        if (!(layer instanceof BatchNormalization)) {
            List<Regularization> regularization = new ArrayList<>();
            if (options.l2() > 0) {
                regularization.add(new L2Regularization(options.l2()));
            }
            if (options.weightDecay() > 0) {
                regularization.add(new WeightDecay(options.weightDecay(), true));
            }
            layer.setRegularization(regularization);
        }
    }

    /** DL4J checks few sizes before the first batch, so a black image goes through a throw-away network. */
    private static void requireFit(
            String name, NetworkDefinition.Input input, NetworkOptions options, Function<INDArray, INDArray> network) {
        InputShape shape = options.input();
        long[] batch = input == NetworkDefinition.Input.IMAGE
                ? new long[] {1, shape.channels(), shape.height(), shape.width()}
                : new long[] {1, shape.size()};
        INDArray output;
        try {
            output = network.apply(Nd4j.zeros(DataType.FLOAT, batch));
        } catch (RuntimeException e) {
            // DL4J has an exception of its own for every kind of misfit.
            throw new IllegalArgumentException(
                    "Network '" + name + "' cannot be trained on images of " + shape + ": " + e.getMessage(), e);
        }
        if (output.rank() != 2 || output.size(1) != options.classes()) {
            throw refused(name, "its output for one image has " + output.shapeInfoToString());
        }
    }

    private static NetworkDefinition.Input input(MultiLayerConfiguration network) {
        for (int i = 0; i < network.getConfs().size(); i++) {
            NetworkDefinition.Input found =
                    input(network.getInputPreProcess(i), network.getConf(i).getLayer());
            if (found != null) {
                return found;
            }
        }
        return NetworkDefinition.Input.VECTOR;
    }

    private static NetworkDefinition.Input input(ComputationGraphConfiguration graph) {
        Deque<String> open = new ArrayDeque<>(graph.getNetworkInputs());
        while (!open.isEmpty()) {
            String from = open.removeFirst();
            for (var entry : graph.getVertexInputs().entrySet()) {
                if (!entry.getValue().contains(from)) {
                    continue;
                }
                GraphVertex vertex = graph.getVertices().get(entry.getKey());
                NetworkDefinition.Input found = vertex instanceof LayerVertex layer
                        ? input(layer.getPreProcessor(), layer.getLayerConf().getLayer())
                        : null;
                if (found != null) {
                    return found;
                }
                open.addLast(entry.getKey());
            }
        }
        return NetworkDefinition.Input.VECTOR;
    }

    /** What a layer takes; null if it takes either. */
    private static NetworkDefinition.Input input(InputPreProcessor before, Layer layer) {
        if (before instanceof FeedForwardToCnnPreProcessor) {
            return NetworkDefinition.Input.VECTOR;
        }
        if (before instanceof CnnToFeedForwardPreProcessor) {
            return NetworkDefinition.Input.IMAGE;
        }
        if (FrozenLayers.isFrozen(layer)) {
            return input(null, FrozenLayers.unfrozen(layer));
        }
        if (layer instanceof BatchNormalization || layer instanceof ActivationLayer || layer instanceof DropoutLayer) {
            return null;
        }
        if (layer instanceof ConvolutionLayer
                || layer instanceof SubsamplingLayer
                || layer instanceof GlobalPoolingLayer
                || layer instanceof LocalResponseNormalization
                || layer instanceof NoParamLayer) {
            return NetworkDefinition.Input.IMAGE;
        }
        return layer instanceof FeedForwardLayer ? NetworkDefinition.Input.VECTOR : null;
    }

    private static IllegalArgumentException refused(String name, String why) {
        return new IllegalArgumentException("Network '" + name + "' cannot be trained here: " + why + ".");
    }
}
