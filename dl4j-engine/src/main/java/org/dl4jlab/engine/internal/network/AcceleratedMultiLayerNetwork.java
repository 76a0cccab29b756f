package org.dl4jlab.engine.internal.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.datasets.iterator.AsyncDataSetIterator;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
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
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A {@link MultiLayerNetwork} whose training steps and predictions run on plans.
 *
 * <p>It shares the configuration, layers, parameters, updater state and listeners of the network it was made
 * from; that one must not be trained on its own any more.
 */
public final class AcceleratedMultiLayerNetwork extends MultiLayerNetwork implements Accelerated {
    private static final long serialVersionUID = 1;

    private final transient EngineOptions options;
    private transient Acceleration acceleration;

    /**
     * @param network an initialised network
     * @param options how it is run
     */
    public AcceleratedMultiLayerNetwork(MultiLayerNetwork network, EngineOptions options) {
        super(network.getLayerWiseConfigurations());
        this.options = options;
        shareLayers(network);
        init();
        initCalled = true;
        shareUpdater(network);
        this.input = network.getInput();
        this.labels = network.getLabels();
        this.mask = network.getMask();
        this.gradient = network.gradient();
        this.score = network.score();
        this.clearTbpttState = network.isClearTbpttState();
    }

    private void shareLayers(MultiLayerNetwork network) {
        layers = network.getLayers();
        network.getLayerNames().forEach(name -> layerMap.put(name, network.getLayer(name)));
        flattenedParams = network.numParams() == 0 ? null : network.params();
        if (network.getListeners() != null) {
            trainingListeners = network.getListeners();
        }
    }

    private void shareUpdater(MultiLayerNetwork network) {
        Updater updater = network.getUpdater();
        flattenedGradients = network.getFlattenedGradients();
        if (updater.getClass() != MultiLayerUpdater.class) {
            setUpdater(updater);
        } else if (updater.getStateViewArray() != null) {
            setUpdater(new MultiLayerUpdater(this, updater.getStateViewArray()));
        }
        solver.getOptimizer().setGradientsAccumulator(network.getOptimizer().getGradientsAccumulator());
    }

    // ---- training ----

    /** As DL4J does it, without the workspaces and array copies that a plan has no use for. */
    @Override
    public synchronized void fit(DataSetIterator iterator) {
        DataSetIterator batches = iterator.asyncSupported() ? new AsyncDataSetIterator(iterator, 2, true) : iterator;
        try {
            training().listeners().forEach(listener -> listener.onEpochStart(this));
            if (!batches.hasNext() && batches.resetSupported()) {
                batches.reset();
            }
            BatchLoop.run(batches, lastEtlTime::set, this::fitOneOfMany);
            training().listeners().forEach(listener -> listener.onEpochEnd(this));
        } catch (RuntimeException | Error e) {
            input = LeftBehind.copy(input);
            labels = LeftBehind.copy(labels);
            mask = LeftBehind.copy(mask);
            LeftBehind.keep(layers);
            throw e;
        } finally {
            if (batches != iterator) {
                ((AsyncDataSetIterator) batches).shutdown();
            }
        }
        clearLayersStates();
        incrementEpochCount();
    }

    /**
     * Masks that were set before stay for the whole epoch, unless a batch brings its own.
     *
     * @return false for a batch with nothing to learn, which ends the epoch
     */
    private boolean fitOneOfMany(DataSet batch) {
        if (batch.getFeatures() == null || batch.getLabels() == null) {
            return false;
        }
        if (getLayerWiseConfigurations().getBackpropType() == BackpropType.TruncatedBPTT) {
            training().solver();
            doTruncatedBPTT(
                    batch.getFeatures(),
                    batch.getLabels(),
                    batch.getFeaturesMaskArray(),
                    batch.getLabelsMaskArray(),
                    workspaces());
        } else {
            if (batch.hasMaskArrays()) {
                setLayerMaskArrays(batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
            }
            setInput(batch.getFeatures());
            setLabels(batch.getLabels());
            Optional<Plan> plan = training().isBySteps() ? trainingPlan() : Optional.empty();
            if (plan.isPresent()) {
                training().step(plan.get(), input, labels);
            } else {
                training().solver().optimize(workspaces());
            }
        }
        if (batch.hasMaskArrays()) {
            clearLayerMaskArrays();
        }
        synchronizeIterEpochCounts();
        return true;
    }

    @Override
    public synchronized void fit(INDArray features, INDArray labels, INDArray featuresMask, INDArray labelsMask) {
        boolean masked = featuresMask != null || labelsMask != null;
        if (masked || !training().isBySteps() || !Batches.isReadable(features)) {
            training().solver();
            super.fit(features, labels, featuresMask, labelsMask);
            return;
        }
        setInput(features);
        setLabels(labels);
        Optional<Plan> plan = trainingPlan();
        if (plan.isPresent()) {
            training().step(plan.get(), input, labels);
            clearLayerMaskArrays();
            clearLayersStates();
            synchronizeIterEpochCounts();
        } else {
            training().solver();
            super.fit(features, labels, null, null);
        }
    }

    @Override
    public void computeGradientAndScore() {
        Optional<Plan> plan = trainingPlan();
        if (plan.isPresent()) {
            training().gradients(plan.get(), input, labels);
        } else {
            super.computeGradientAndScore();
        }
    }

    /** The plan for the current input and labels; empty if there are masks, or if DL4J must do it for other reasons. */
    private Optional<Plan> trainingPlan() {
        if (mask != null || layersAreMasked()) {
            plans().fallback("batch", "mask arrays");
            return Optional.empty();
        }
        return training().plan(input, labels);
    }

    private boolean layersAreMasked() {
        for (Layer layer : layers) {
            if (layer.getMaskArray() != null) {
                return true;
            }
        }
        return false;
    }

    private LayerWorkspaceMgr workspaces() {
        if (getLayerWiseConfigurations().getTrainingWorkspaceMode() == WorkspaceMode.NONE) {
            return LayerWorkspaceMgr.noWorkspaces(helperWorkspaces);
        }
        LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.builder()
                .with(ArrayType.INPUT, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
                .with(ArrayType.ACTIVATIONS, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
                .with(ArrayType.UPDATER_WORKING_MEM, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
                .build();
        workspaces.setHelperWorkspacePointers(helperWorkspaces);
        return workspaces;
    }

    // ---- prediction ----

    @Override
    protected INDArray outputOfLayerDetached(
            boolean train,
            FwdPassType type,
            int layerIndex,
            INDArray features,
            INDArray featuresMask,
            INDArray labelsMask,
            MemoryWorkspace workspace) {
        boolean plain = !train && type == FwdPassType.STANDARD && layerIndex == layers.length - 1;
        if (plain && featuresMask == null && labelsMask == null) {
            Optional<Plan> plan = predictionPlan(features, workspace);
            if (plan.isPresent()) {
                return PredictionRunner.run(plan.get(), plans(), features, workspace);
            }
        }
        return super.outputOfLayerDetached(train, type, layerIndex, features, featuresMask, labelsMask, workspace);
    }

    @Override
    public synchronized void outputInto(INDArray features, INDArray result) {
        PredictionRunner.into(result, plans(), features, predictionPlan(features, null), () -> output(features, false));
    }

    /** The plan for a prediction, after which the network's state is as DL4J leaves it. */
    private Optional<Plan> predictionPlan(INDArray features, MemoryWorkspace workspace) {
        if (layersAreMasked()) {
            plans().fallback("prediction", "mask arrays");
            return Optional.empty();
        }
        WorkspaceMode mode = getLayerWiseConfigurations().getInferenceWorkspaceMode();
        if (!OpenWorkspaces.allowPrediction(workspace, mode, true)) {
            return Optional.empty();
        }
        Optional<Plan> plan = plans().inferencePlan(features);
        if (plan.isPresent()) {
            input = features;
            for (Layer layer : layers) {
                layer.clear();
            }
        }
        return plan;
    }

    // ---- engine ----

    @Override
    public List<Unsupported> fallbacks() {
        return plans().fallbacks();
    }

    @Override
    public AcceleratedMultiLayerNetwork clone() {
        return new AcceleratedMultiLayerNetwork(super.clone(), options);
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
            acceleration = Acceleration.of(new SequentialAccess(this, new State()), options);
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
