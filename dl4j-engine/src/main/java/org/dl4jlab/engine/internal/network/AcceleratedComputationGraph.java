package org.dl4jlab.engine.internal.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.datasets.iterator.AsyncMultiDataSetIterator;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.optimize.Solver;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.session.Batches;
import org.dl4jlab.engine.internal.session.OpenWorkspaces;
import org.dl4jlab.engine.internal.session.PlanSession;
import org.dl4jlab.engine.internal.session.PredictionRunner;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * A {@link ComputationGraph} whose training steps and predictions run on plans.
 *
 * <p>It shares the configuration, layers, parameters, updater state and listeners of the network it was made
 * from; that one must not be trained on its own any more.
 */
public final class AcceleratedComputationGraph extends ComputationGraph implements Accelerated {
    private static final long serialVersionUID = 1;

    private final transient EngineOptions options;
    private transient Acceleration acceleration;
    private transient INDArray[] currentLabels;

    /**
     * @param network an initialised network
     * @param options how it is run
     */
    public AcceleratedComputationGraph(ComputationGraph network, EngineOptions options) {
        super(network.getConfiguration());
        this.options = options;
        init(network.params(), false);
        shareLayers(network);
        shareUpdater(network);
        if (network.getListeners() != null && !network.getListeners().isEmpty()) {
            setListeners(network.getListeners());
        }
        this.gradient = network.gradient();
        this.score = network.score();
        this.clearTbpttState = network.isClearTbpttState();
    }

    /** Layers may have been replaced or frozen since they were made from the configuration. */
    private void shareLayers(ComputationGraph network) {
        int layer = 0;
        for (GraphVertex vertex : vertices) {
            if (vertex.hasLayer()) {
                GraphVertex original = network.getVertex(vertex.getVertexName());
                if (vertex instanceof LayerVertex own && original instanceof LayerVertex) {
                    own.setLayer(original.getLayer());
                    layers[layer] = network.getLayer(layer);
                }
                layer++;
            }
        }
    }

    private void shareUpdater(ComputationGraph network) {
        ComputationGraphUpdater updater = network.getUpdater();
        boolean sharesAllLayers = Arrays.stream(vertices).allMatch(v -> v instanceof LayerVertex || v.numParams() == 0);
        if (sharesAllLayers) {
            flattenedGradients = network.getFlattenedGradients();
        }
        if (updater.getClass() != ComputationGraphUpdater.class) {
            setUpdater(updater);
        } else if (updater.getStateViewArray() != null) {
            setUpdater(new ComputationGraphUpdater(this, updater.getStateViewArray()));
        }
        solver.getOptimizer().setGradientsAccumulator(network.getOptimizer().getGradientsAccumulator());
    }

    // ---- training ----

    // DL4J's other fit methods all end in one of these two.

    @Override
    public synchronized void fit(MultiDataSetIterator iterator) {
        if (flattenedGradients == null) {
            initGradientsView();
        }
        if (!iterator.hasNext() && iterator.resetSupported()) {
            iterator.reset();
        }
        training().listeners().forEach(listener -> listener.onEpochStart(this));
        MultiDataSetIterator batches =
                iterator.asyncSupported() ? new AsyncMultiDataSetIterator(iterator, 2, true) : iterator;
        try {
            BatchLoop.run(batches, lastEtlTime::set, batch -> {
                fit(batch.getFeatures(), batch.getLabels(), batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
                return true;
            });
        } catch (RuntimeException | Error e) {
            LeftBehind.keep(layers, getInputs(), currentLabels, getInputMaskArrays(), getLabelMaskArrays());
            throw e;
        } finally {
            if (batches != iterator) {
                ((AsyncMultiDataSetIterator) batches).shutdown();
            }
        }
        training().listeners().forEach(listener -> listener.onEpochEnd(this));
        incrementEpochCount();
    }

    @Override
    public synchronized void fit(INDArray[] inputs, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {
        boolean masked = isMasked(featureMasks, labelMasks);
        Optional<Plan> plan = training().isBySteps() && !masked ? trainingPlan(inputs, labels) : Optional.empty();
        if (plan.isEmpty()) {
            training().solver();
            OpenWorkspaces.restoring(() -> super.fit(inputs, labels, featureMasks, labelMasks));
            return;
        }
        setInputs(inputs);
        setLabels(labels);
        setLayerMaskArrays(featureMasks, labelMasks);
        training().step(plan.get(), getInput(0), currentLabels[0]);
        if (featureMasks != null || labelMasks != null) {
            clearLayerMaskArrays();
        }
        clearLayersStates();
        synchronizeIterEpochCounts();
    }

    @Override
    public void computeGradientAndScore() {
        boolean masked = isMasked(getInputMaskArrays(), getLabelMaskArrays());
        Optional<Plan> plan = masked ? Optional.empty() : trainingPlan(getInputs(), currentLabels);
        if (plan.isPresent()) {
            training().gradients(plan.get(), getInput(0), currentLabels[0]);
        } else {
            OpenWorkspaces.restoring(super::computeGradientAndScore);
        }
    }

    private boolean isMasked(INDArray[] featureMasks, INDArray[] labelMasks) {
        boolean masked = Batches.isAny(featureMasks, labelMasks);
        if (masked) {
            plans().fallback("batch", "mask arrays");
        }
        return masked;
    }

    /** The plan for these inputs and labels; empty if DL4J must train on them, or has the message for what is wrong. */
    private Optional<Plan> trainingPlan(INDArray[] inputs, INDArray[] targets) {
        if (getNumInputArrays() != 1 || getNumOutputArrays() != 1) {
            plans().fallback("network", "more than one input or output");
            return Optional.empty();
        }
        boolean single = inputs != null && inputs.length == 1 && targets != null && targets.length == 1;
        return single ? training().plan(inputs[0], targets[0]) : Optional.empty();
    }

    private void clearVertices() {
        for (GraphVertex vertex : vertices) {
            vertex.clear();
        }
    }

    // DL4J keeps the labels where a subclass cannot read them.

    @Override
    public void setLabel(int index, INDArray label) {
        super.setLabel(index, label);
        if (currentLabels == null) {
            currentLabels = new INDArray[getNumOutputArrays()];
        }
        currentLabels[index] = label;
    }

    @Override
    public void setLabels(INDArray... labels) {
        super.setLabels(labels);
        currentLabels = labels;
    }

    @Override
    public void clear() {
        super.clear();
        currentLabels = null;
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
                && clearLayerInputs
                && !detachedInputs
                && Arrays.equals(layerIndexes, getOutputLayerIndices());
        if (plain && !Batches.isAny(featureMasks, labelMasks)) {
            Optional<Plan> plan = predictionPlan(features, featureMasks, labelMasks, workspace);
            if (plan.isPresent()) {
                return new INDArray[] {PredictionRunner.run(plan.get(), plans(), features[0], workspace)};
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

    @Override
    public synchronized void outputInto(INDArray features, INDArray result) {
        Optional<Plan> plan = Batches.isAny(getInputMaskArrays(), getLabelMaskArrays())
                ? Optional.empty()
                : predictionPlan(new INDArray[] {features}, null, null, null);
        PredictionRunner.into(result, plans(), features, plan, () -> outputSingle(features));
    }

    /** The plan for a prediction, after which the network's state is as DL4J leaves it. */
    private Optional<Plan> predictionPlan(
            INDArray[] features, INDArray[] featureMasks, INDArray[] labelMasks, MemoryWorkspace workspace) {
        boolean single = features != null && features.length == 1 && getNumInputArrays() == 1;
        boolean allowed =
                OpenWorkspaces.allowPrediction(workspace, getConfiguration().getInferenceWorkspaceMode(), false);
        if (!single || !allowed) {
            return Optional.empty();
        }
        Optional<Plan> plan = plans().inferencePlan(features[0]);
        if (plan.isPresent()) {
            setInputs(features);
            setLayerMaskArrays(featureMasks, labelMasks);
            clearVertices();
        }
        return plan;
    }

    @Override
    public List<Unsupported> fallbacks() {
        return plans().fallbacks();
    }

    @Override
    public AcceleratedComputationGraph clone() {
        return new AcceleratedComputationGraph(super.clone(), options);
    }

    @Override
    public void close() {
        plans().close();
        super.close();
    }

    private Object writeReplace() {
        return SavedNetwork.of(this, options);
    }

    private PlanSession plans() {
        return acceleration().plans();
    }

    private NetworkTraining training() {
        return acceleration().training();
    }

    /** Made when it is first needed: DL4J's constructor already calls methods of this class. */
    private Acceleration acceleration() {
        if (acceleration == null) {
            acceleration = Acceleration.of(new GraphAccess(this, new State()), options);
        }
        return acceleration;
    }

    private final class State implements NetworkState {
        @Override
        public INDArray parameters() {
            return flattenedParams;
        }

        @Override
        public Solver solver() {
            return solver;
        }

        @Override
        public void setSolver(Solver made) {
            solver = made;
        }

        @Override
        public void synchronizeCounts() {
            synchronizeIterEpochCounts();
        }

        @Override
        public void computed(Gradient computed, double loss) {
            gradient = computed;
            score = loss + calcRegularizationScore(true);
        }
    }
}
