package org.dl4jlab.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.internal.layer.convolution.Bfloat16;
import org.dl4jlab.engine.internal.network.Accelerated;
import org.dl4jlab.engine.internal.network.AcceleratedComputationGraph;
import org.dl4jlab.engine.internal.network.AcceleratedMultiLayerNetwork;
import org.dl4jlab.engine.internal.network.FixedNetwork;
import org.dl4jlab.engine.internal.onednn.InstructionSet;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes DL4J networks fast on CPUs: hand in a network, go on with the one that comes back.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new MultiLayerNetwork(configuration);
 * network.init();
 * network = Engine.accelerate(network);
 * network.fit(batches); // and output, evaluate, save, listeners, early stopping as ever
 * }</pre>
 *
 * <p>What cannot be compiled runs on DL4J's own path; {@link #fallbacks} says what and why, and the log
 * says it once.
 */
public final class Engine {
    private Engine() {}

    /**
     * A network that computes the same faster. It shares configuration, parameters, updater state and
     * listeners with the one handed in, which should not be used for training any more.
     *
     * @param network any network; it is initialised if that was not done yet
     * @return the network to go on with
     */
    public static MultiLayerNetwork accelerate(MultiLayerNetwork network) {
        return accelerate(network, EngineOptions.defaults());
    }

    /**
     * As {@link #accelerate(MultiLayerNetwork)}, with options.
     *
     * @param options for example one thread, where several networks train side by side
     * @throws IllegalArgumentException with {@link #refusal}, if there is one
     */
    public static MultiLayerNetwork accelerate(MultiLayerNetwork network, EngineOptions options) {
        if (network instanceof Accelerated) {
            return network;
        }
        network.init();
        requireUseOf(network, options);
        return new AcceleratedMultiLayerNetwork(network, options);
    }

    /**
     * A network that computes the same faster; see {@link #accelerate(MultiLayerNetwork)}.
     *
     * @param network any network; it is initialised if that was not done yet
     * @return the network to go on with
     */
    public static ComputationGraph accelerate(ComputationGraph network) {
        return accelerate(network, EngineOptions.defaults());
    }

    /**
     * As {@link #accelerate(ComputationGraph)}, with options.
     *
     * @param options for example one thread, where several networks train side by side
     * @throws IllegalArgumentException with {@link #refusal}, if there is one
     */
    public static ComputationGraph accelerate(ComputationGraph network, EngineOptions options) {
        if (network instanceof Accelerated) {
            return network;
        }
        network.init();
        requireUseOf(network, options);
        return new AcceleratedComputationGraph(network, options);
    }

    /**
     * Why a network is not accelerated with these options: bfloat16 where it would be no faster than float32.
     *
     * @param network an initialised {@link MultiLayerNetwork} or {@link ComputationGraph}
     * @return a sentence that says what to use instead; empty if the options suit network and CPU
     */
    public static Optional<String> refusal(Model network, EngineOptions options) {
        return refusal(options.precision())
                .or(() -> options.precision() == Precision.BFLOAT16
                        ? Bfloat16.refusal(convolutions(network), InstructionSet.ofThisCpu())
                        : Optional.empty());
    }

    /**
     * Why no network is faster on this CPU in a precision than in float32.
     *
     * @return a sentence that says what to use instead; empty if some are, or for float32
     */
    public static Optional<String> refusal(Precision precision) {
        if (precision == Precision.FLOAT) {
            return Optional.empty();
        }
        return OneDnn.unavailableReason()
                .map(reason -> "bfloat16 needs the engine's native library (" + reason + "): use float32.")
                .or(() -> Bfloat16.refusal(InstructionSet.ofThisCpu()));
    }

    /** Whether a network is one that {@link #accelerate(MultiLayerNetwork)} returned. */
    public static boolean isAccelerated(Model network) {
        return network instanceof Accelerated;
    }

    private static void requireUseOf(Model network, EngineOptions options) {
        refusal(network, options).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    private static Stream<ConvolutionLayer> convolutions(Model network) {
        Layer[] layers = network instanceof ComputationGraph graph
                ? graph.getLayers()
                : ((MultiLayerNetwork) network).getLayers();
        return Stream.of(layers)
                .map(layer -> layer.conf().getLayer())
                .map(layer -> layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer)
                .filter(ConvolutionLayer.class::isInstance)
                .map(ConvolutionLayer.class::cast);
    }

    /**
     * Predicts into an array of the caller, to be used again and again: ND4J takes a fifth of the time of a small
     * network to make one for each result.
     *
     * @param network a {@link MultiLayerNetwork} or {@link ComputationGraph}, accelerated or not
     * @param features one batch, as for {@code output}
     * @param result what {@code output} would answer, for example {@code [batch, classes]}: 32-bit floats in row-major
     *     order, overwritten
     * @throws IllegalArgumentException if an accelerated network's result has another shape, type or order
     */
    public static void outputInto(Model network, INDArray features, INDArray result) {
        if (network instanceof Accelerated accelerated) {
            accelerated.outputInto(features, result);
        } else if (network instanceof ComputationGraph graph) {
            result.assign(graph.outputSingle(features));
        } else {
            result.assign(((MultiLayerNetwork) network).output(features));
        }
    }

    /**
     * For many predictions with parameters that will not change: a copy of the network as it is now, which predicts
     * faster than the network itself, above all a few examples at a time.
     *
     * @param network an initialised {@link MultiLayerNetwork} or {@link ComputationGraph}, accelerated or not
     * @return to be closed after use
     */
    public static Predictor predictor(Model network) {
        return predictor(network, EngineOptions.defaults());
    }

    /**
     * As {@link #predictor(Model)}, with options.
     *
     * @param options for example one thread, where several predictors work side by side
     */
    public static Predictor predictor(Model network, EngineOptions options) {
        return new Predictor(new FixedNetwork(network, options));
    }

    /**
     * Why parts of a network's work ran on DL4J's own path, each reason once.
     *
     * @param network any network
     * @return empty for a network that always ran on plans, and for one that was never accelerated
     */
    public static List<Unsupported> fallbacks(Model network) {
        return network instanceof Accelerated accelerated ? accelerated.fallbacks() : List.of();
    }
}
