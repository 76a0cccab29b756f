package org.dl4jlab.engine.internal.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.datasets.iterator.AsyncDataSetIterator;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.Solver;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.plan.Plan;
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
    private transient PlanSession session;
    private transient MultiLayerNetwork plain;
    private transient INDArray plainParameters;

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
            calledListeners().forEach(listener -> listener.onEpochStart(this));
            if (!batches.hasNext() && batches.resetSupported()) {
                batches.reset();
            }
            long before = System.currentTimeMillis();
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                lastEtlTime.set(System.currentTimeMillis() - before);
                if (batch.getFeatures() == null || batch.getLabels() == null) {
                    break;
                }
                fitOneOfMany(batch);
                before = System.currentTimeMillis();
                synchronizeIterEpochCounts();
            }
            calledListeners().forEach(listener -> listener.onEpochEnd(this));
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

    /** Masks that were set before stay for the whole epoch, unless a batch brings its own. */
    private void fitOneOfMany(DataSet batch) {
        if (getLayerWiseConfigurations().getBackpropType() == BackpropType.TruncatedBPTT) {
            prepareSolver();
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
            Optional<Plan> plan = trainsBySteps() ? trainingPlan() : Optional.empty();
            if (plan.isPresent()) {
                step(plan.get());
            } else {
                prepareSolver();
                solver.optimize(workspaces());
            }
        }
        if (batch.hasMaskArrays()) {
            clearLayerMaskArrays();
        }
    }

    @Override
    public synchronized void fit(INDArray features, INDArray labels, INDArray featuresMask, INDArray labelsMask) {
        boolean masked = featuresMask != null || labelsMask != null;
        if (masked || !trainsBySteps() || !Batches.isReadable(features)) {
            prepareSolver();
            super.fit(features, labels, featuresMask, labelsMask);
            return;
        }
        setInput(features);
        setLabels(labels);
        Optional<Plan> plan = trainingPlan();
        if (plan.isPresent()) {
            step(plan.get());
            clearLayerMaskArrays();
            clearLayersStates();
            synchronizeIterEpochCounts();
        } else {
            prepareSolver();
            super.fit(features, labels, null, null);
        }
    }

    @Override
    public void computeGradientAndScore() {
        Optional<Plan> plan = trainingPlan();
        if (plan.isPresent()) {
            gradients(plan.get());
        } else {
            super.computeGradientAndScore();
        }
    }

    private void step(Plan plan) {
        prepareSolver();
        gradients(plan);
        TrainingStep.finish(this, session(), gradient, solver.getOptimizer(), calledListeners());
    }

    /** Loss and gradients of the current input and labels, with the listeners' calls on the way. */
    private void gradients(Plan plan) {
        synchronizeIterEpochCounts();
        double loss = TrainingStep.gradients(plan, this, input, labels, features -> {
            List<INDArray> activations = new ActivationList(plan, features);
            calledListeners().forEach(listener -> listener.onForwardPass(this, activations));
        });
        gradient = session().gradientViews().of(flattenedGradients, this::layersByIndex);
        score = loss + calcRegularizationScore(true);
        calledListeners().forEach(listener -> listener.onBackwardPass(this));
    }

    /** The plan for the current input and labels; empty if there are masks, or if DL4J must do it for other reasons. */
    private Optional<Plan> trainingPlan() {
        if (mask != null || layersAreMasked()) {
            session().fallback("batch", "mask arrays");
            return Optional.empty();
        }
        return OpenWorkspaces.allowTraining(getLayerWiseConfigurations().getTrainingWorkspaceMode())
                ? session().trainingPlan(input, labels, trainingListeners)
                : Optional.empty();
    }

    private boolean layersAreMasked() {
        for (Layer layer : layers) {
            if (layer.getMaskArray() != null) {
                return true;
            }
        }
        return false;
    }

    /** Last layer first, which is the order in which DL4J lists their gradients. */
    private Map<String, Layer> layersByIndex() {
        Map<String, Layer> byIndex = new LinkedHashMap<>();
        for (int i = layers.length - 1; i >= 0; i--) {
            byIndex.put(String.valueOf(i), layers[i]);
        }
        return byIndex;
    }

    private boolean trainsBySteps() {
        return TrainingStep.fits(getLayerWiseConfigurations().getBackpropType(), conf(), solver);
    }

    /** DL4J's solver, which {@link #clear()} takes away, with the listeners as they are to be called. */
    private void prepareSolver() {
        if (solver == null) {
            solver = new Solver.Builder()
                    .configure(conf())
                    .listeners(trainingListeners)
                    .model(this)
                    .build();
        }
        solver.setListeners(calledListeners());
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

    // ---- listeners ----

    private Collection<TrainingListener> calledListeners() {
        return ListenerCalls.of(trainingListeners, this::plain);
    }

    /** This network as one of DL4J's own class, on the same arrays. */
    private MultiLayerNetwork plain() {
        if (plain == null || plainParameters != flattenedParams) {
            plain = new MultiLayerNetwork(getLayerWiseConfigurations());
            plain.init(flattenedParams, false);
            plainParameters = flattenedParams;
        }
        plain.setUpdater(getUpdater());
        plain.setScore(score);
        return plain;
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
                return PredictionRunner.run(plan.get(), session(), features, workspace);
            }
        }
        return super.outputOfLayerDetached(train, type, layerIndex, features, featuresMask, labelsMask, workspace);
    }

    @Override
    public synchronized void outputInto(INDArray features, INDArray result) {
        PredictionRunner.into(
                result, session(), features, predictionPlan(features, null), () -> output(features, false));
    }

    /** The plan for a prediction, after which the network's state is as DL4J leaves it. */
    private Optional<Plan> predictionPlan(INDArray features, MemoryWorkspace workspace) {
        if (layersAreMasked()) {
            session().fallback("prediction", "mask arrays");
            return Optional.empty();
        }
        WorkspaceMode mode = getLayerWiseConfigurations().getInferenceWorkspaceMode();
        if (!OpenWorkspaces.allowPrediction(workspace, mode, true)) {
            return Optional.empty();
        }
        Optional<Plan> plan = session().inferencePlan(features);
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
        return session().fallbacks();
    }

    @Override
    public AcceleratedMultiLayerNetwork clone() {
        return new AcceleratedMultiLayerNetwork(super.clone(), options);
    }

    @Override
    public void close() {
        session().close();
        super.close();
    }

    private Object writeReplace() {
        return SavedNetwork.of(this, options);
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
            return GraphReader.read(AcceleratedMultiLayerNetwork.this, shape);
        }

        @Override
        public Layer[] layers() {
            return layers;
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
            Updater current = getUpdater();
            return current != null && current.getClass() == MultiLayerUpdater.class
                    ? (MultiLayerUpdater) current
                    : null;
        }

        @Override
        public long seed() {
            return getDefaultConfiguration().getSeed();
        }
    }
}
