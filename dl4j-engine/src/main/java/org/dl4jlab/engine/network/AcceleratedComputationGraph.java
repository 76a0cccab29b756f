package org.dl4jlab.engine.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.graph.Unsupported;
import org.dl4jlab.engine.plan.Plan;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link ComputationGraph} whose training steps and predictions run on plans.
 *
 * <p>It shares the configuration, parameters, updater state and listeners of the network it was made
 * from; that one must not be trained on its own any more.
 */
public final class AcceleratedComputationGraph extends ComputationGraph implements Accelerated {
    private static final long serialVersionUID = 1;

    private final EngineOptions options;
    private transient PlanSession session;

    /** The labels; DL4J keeps its own reference private. */
    private transient INDArray[] targets;

    /**
     * @param network an initialised network
     * @param options how it is run
     */
    public AcceleratedComputationGraph(ComputationGraph network, EngineOptions options) {
        super(network.getConfiguration());
        this.options = options;
        init(network.params(), false);
        INDArray state = network.getUpdater().getStateViewArray();
        if (state != null) {
            getUpdater(true);
            solver.getOptimizer().setUpdaterComputationGraph(new ComputationGraphUpdater(this, state));
        }
        setListeners(List.copyOf(network.getListeners()));
        this.score = network.score();
    }

    // ---- training ----

    @Override
    public void fit(INDArray[] inputs, INDArray[] labels) {
        fit(inputs, labels, null, null);
    }

    @Override
    public void fit(INDArray[] inputs, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {
        if (!fitByPlan(inputs, labels, featureMasks, labelMasks)) {
            super.fit(inputs, labels, featureMasks, labelMasks);
        }
    }

    private synchronized boolean fitByPlan(
            INDArray[] inputs, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {
        Optional<Plan> plan =
                trainsBySteps() ? trainingPlan(inputs, labels, featureMasks, labelMasks) : Optional.empty();
        if (plan.isEmpty()) {
            return false;
        }
        setInputs(inputs);
        setLabels(labels);
        gradients(plan.get());
        TrainingStep.finish(this, session(), getListeners(), (int) inputs[0].size(0));
        synchronizeIterEpochCounts();
        return true;
    }

    @Override
    public void computeGradientAndScore() {
        Optional<Plan> plan = trainingPlan(getInputs(), targets, getInputMaskArrays(), getLabelMaskArrays());
        if (plan.isPresent()) {
            gradients(plan.get());
        } else {
            super.computeGradientAndScore();
        }
    }

    @Override
    public void setLabels(INDArray... labels) {
        super.setLabels(labels);
        targets = labels;
    }

    @Override
    public void setLabel(int index, INDArray label) {
        super.setLabel(index, label);
        if (targets == null) {
            targets = new INDArray[getNumOutputArrays()];
        }
        targets[index] = label;
    }

    /** Loss and gradients of the current inputs and labels, with the listeners' calls on the way. */
    private void gradients(Plan plan) {
        INDArray features = Batches.rowMajor(getInputs()[0]);
        INDArray labels = Batches.rowMajor(targets[0]);
        int iteration = getConfiguration().getIterationCount();
        int epoch = getConfiguration().getEpochCount();
        double loss = plan.forward(Batches.address(features), Batches.address(labels), iteration, epoch);
        if (!getListeners().isEmpty()) {
            Map<String, INDArray> activations = new ActivationMap(
                    plan, getConfiguration().getNetworkInputs().get(0), features);
            getListeners().forEach(listener -> listener.onForwardPass(this, activations));
        }
        plan.backward();
        gradient = gradientViews();
        score = loss / features.size(0) + calcRegularizationScore(true);
        getListeners().forEach(listener -> listener.onBackwardPass(this));
    }

    private Optional<Plan> trainingPlan(
            INDArray[] inputs, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {
        if (anyPresent(featureMasks) || anyPresent(labelMasks)) {
            session().fallback("batch", "mask arrays");
            return Optional.empty();
        }
        boolean single = inputs != null && inputs.length == 1 && labels != null && labels.length == 1;
        if (!single || inputs[0] == null || labels[0] == null || inputs[0].size(0) != labels[0].size(0)) {
            return Optional.empty(); // several inputs are refused elsewhere; DL4J has the message for mistakes
        }
        return session().trainingPlan(inputs[0], ListenerNeeds.activations(getListeners()));
    }

    private boolean trainsBySteps() {
        return getConfiguration().getBackpropType() == BackpropType.Standard
                && conf().getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
                && TrainingStep.hasNoAccumulator(solver);
    }

    private Gradient gradientViews() {
        if (gradient != null && gradient.gradient() == flattenedGradients) {
            return gradient;
        }
        Gradient views = new DefaultGradient(flattenedGradients);
        for (int index : topologicalOrder) {
            GraphVertex vertex = vertices[index];
            if (vertex.hasLayer() && vertex.getLayer().numParams() > 0) {
                Map<String, INDArray> table = vertex.getLayer()
                        .conf()
                        .getLayer()
                        .initializer()
                        .getGradientsFromFlattened(
                                vertex.getLayer().conf(), vertex.getLayer().getGradientsViewArray());
                table.forEach((key, view) -> views.setGradientFor(vertex.getVertexName() + "_" + key, view));
            }
        }
        return views;
    }

    // ---- prediction ----

    @Override
    protected INDArray[] outputOfLayersDetached(
            boolean train,
            FwdPassType type,
            int[] layerIndexes,
            INDArray[] features,
            INDArray[] featureMasks,
            INDArray[] labelMasks,
            boolean clearLayerInputs,
            boolean detachedInputs,
            MemoryWorkspace workspace) {
        boolean plain = !train
                && type == FwdPassType.STANDARD
                && features.length == 1
                && Arrays.equals(layerIndexes, getOutputLayerIndices());
        if (plain && !anyPresent(featureMasks) && !anyPresent(labelMasks)) {
            Optional<Plan> plan = session().inferencePlan(features[0]);
            if (plan.isPresent()) {
                return new INDArray[] {Prediction.run(plan.get(), session(), features[0], workspace)};
            }
        }
        return super.outputOfLayersDetached(
                train,
                type,
                layerIndexes,
                features,
                featureMasks,
                labelMasks,
                clearLayerInputs,
                detachedInputs,
                workspace);
    }

    private static boolean anyPresent(INDArray[] masks) {
        return masks != null && Arrays.stream(masks).anyMatch(mask -> mask != null);
    }

    // ---- engine ----

    @Override
    public List<Unsupported> fallbacks() {
        return session().fallbacks();
    }

    @Override
    public AcceleratedComputationGraph clone() {
        return new AcceleratedComputationGraph(super.clone(), options);
    }

    @Override
    public void close() {
        session().close();
        super.close();
    }

    private PlanSession session() {
        if (session == null) {
            session = new PlanSession(new Access(), options);
        }
        return session;
    }

    private final class Access implements NetworkAccess {
        @Override
        public NetworkGraph graph(Shape shape) {
            return GraphReader.read(AcceleratedComputationGraph.this, shape);
        }

        @Override
        public INDArray parameters() {
            return flattenedParams;
        }

        @Override
        public INDArray gradients() {
            if (flattenedGradients == null) {
                initGradientsView();
            }
            return flattenedGradients;
        }

        @Override
        public BaseMultiLayerUpdater<?> updater() {
            return getUpdater();
        }

        @Override
        public long seed() {
            return getConfiguration().getDefaultConfiguration().getSeed();
        }
    }
}
