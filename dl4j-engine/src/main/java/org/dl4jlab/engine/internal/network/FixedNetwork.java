package org.dl4jlab.engine.internal.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.session.NetworkAccess;
import org.dl4jlab.engine.internal.session.PlanSession;
import org.dl4jlab.engine.internal.session.PredictionRunner;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of a network for predictions, which nobody else can reach and change. Calls from several threads wait for each other. */
public final class FixedNetwork implements AutoCloseable {
    private final Model copy;
    private final PlanSession session;
    private boolean closed;

    /**
     * @param network an initialised {@link MultiLayerNetwork} or {@link ComputationGraph}, accelerated or not
     * @param options how it is run
     */
    public FixedNetwork(Model network, EngineOptions options) {
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

    /** @return a new array, for example {@code [batch, classes]} */
    public synchronized INDArray output(INDArray features) {
        Optional<Plan> plan = plan(features);
        return plan.isPresent() ? PredictionRunner.run(plan.get(), session, features, null) : outputByDl4j(features);
    }

    /**
     * @param result for example {@code [batch, classes]}, overwritten
     * @throws IllegalArgumentException if it has another shape, type or order
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
        return session.inferencePlan(features);
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
