package org.dl4jlab.engine.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.graph.Unsupported;
import org.dl4jlab.engine.plan.Plan;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Predicts with the parameters that a network had when the predictor was made.
 *
 * <p>It owns a copy of them, which nobody else can change: so it need not look, as an accelerated network does before
 * every prediction, whether somebody did. Training the network further changes nothing here. Calls from several threads
 * wait for each other.
 */
public final class Predictor implements AutoCloseable {
    private final Model copy;
    private final PlanSession session;
    private boolean closed;

    /**
     * @param network an initialised {@link MultiLayerNetwork} or {@link ComputationGraph}, accelerated or not
     * @param options how it is run
     */
    public Predictor(Model network, EngineOptions options) {
        this.copy = network instanceof ComputationGraph graph ? copy(graph) : copy((MultiLayerNetwork) network);
        this.session = PlanSession.ofConstantParameters(new Access(copy), options);
    }

    private static Model copy(MultiLayerNetwork network) {
        MultiLayerNetwork copy =
                new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
        copy.init(network.params(), true);
        return copy;
    }

    private static Model copy(ComputationGraph network) {
        ComputationGraph copy = new ComputationGraph(network.getConfiguration().clone());
        copy.init(network.params(), true);
        return copy;
    }

    /**
     * The network's output.
     *
     * @param features one batch, as for DL4J's {@code output}
     * @return a new array, for example {@code [batch, classes]}
     * @throws IllegalStateException if this is closed
     */
    public synchronized INDArray output(INDArray features) {
        Optional<Plan> plan = plan(features);
        return plan.isPresent() ? PredictionRunner.run(plan.get(), session, features, null) : outputByDl4j(features);
    }

    /**
     * The network's output in an array of the caller, to be used again and again.
     *
     * @param features one batch, as for DL4J's {@code output}
     * @param result for example {@code [batch, classes]}: 32-bit floats in row-major order, overwritten
     * @throws IllegalArgumentException if {@code result} has another shape, type or order
     * @throws IllegalStateException if this is closed
     */
    public synchronized void outputInto(INDArray features, INDArray result) {
        PredictionRunner.into(result, session, features, plan(features), () -> outputByDl4j(features));
    }

    /** Why predictions ran on DL4J's own path, each reason once; empty if none did. */
    public List<Unsupported> fallbacks() {
        return session.fallbacks();
    }

    /** Frees the copy of the parameters and everything made from it. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.close();
            copy.close();
        }
    }

    private Optional<Plan> plan(INDArray features) {
        if (closed) {
            throw new IllegalStateException("this predictor is closed");
        }
        return EngineSwitch.isOn() ? session.inferencePlan(features) : Optional.empty();
    }

    private INDArray outputByDl4j(INDArray features) {
        return copy instanceof ComputationGraph graph
                ? graph.outputSingle(features)
                : ((MultiLayerNetwork) copy).output(features, false);
    }

    private record Access(Model network) implements NetworkAccess {
        @Override
        public NetworkGraph graph(Shape shape) {
            return network instanceof ComputationGraph graph
                    ? GraphReader.read(graph, shape)
                    : GraphReader.read((MultiLayerNetwork) network, shape);
        }

        @Override
        public Layer[] layers() {
            return network instanceof ComputationGraph graph
                    ? graph.getLayers()
                    : ((MultiLayerNetwork) network).getLayers();
        }

        @Override
        public INDArray parameters() {
            return network.params();
        }

        @Override
        public INDArray gradients() {
            throw new IllegalStateException("predictions need no gradients");
        }

        @Override
        public BaseMultiLayerUpdater<?> updater() {
            return null;
        }

        @Override
        public long seed() {
            return 0; // nothing is drawn in predictions
        }
    }
}
