package org.dl4jlab.engine.internal.network;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.datasets.iterator.AsyncMultiDataSetIterator;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
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
import org.nd4j.linalg.dataset.api.MultiDataSet;
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
    private transient PlanSession session;
    private transient INDArray[] currentLabels;
    private transient ComputationGraph plain;
    private transient INDArray plainParameters;

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
        calledListeners().forEach(listener -> listener.onEpochStart(this));
        MultiDataSetIterator batches =
                iterator.asyncSupported() ? new AsyncMultiDataSetIterator(iterator, 2, true) : iterator;
        try {
            long before = System.currentTimeMillis();
            while (batches.hasNext()) {
                MultiDataSet batch = batches.next();
                lastEtlTime.set(System.currentTimeMillis() - before);
                fit(batch.getFeatures(), batch.getLabels(), batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
                before = System.currentTimeMillis();
            }
        } catch (RuntimeException | Error e) {
            LeftBehind.keep(layers, getInputs(), currentLabels, getInputMaskArrays(), getLabelMaskArrays());
            throw e;
        } finally {
            if (batches != iterator) {
                ((AsyncMultiDataSetIterator) batches).shutdown();
            }
        }
        calledListeners().forEach(listener -> listener.onEpochEnd(this));
        incrementEpochCount();
    }

    @Override
    public synchronized void fit(INDArray[] inputs, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {
        boolean masked = isMasked(featureMasks, labelMasks);
        Optional<Plan> plan = trainsBySteps() && !masked ? trainingPlan(inputs, labels) : Optional.empty();
        prepareSolver();
        if (plan.isEmpty()) {
            OpenWorkspaces.restoring(() -> super.fit(inputs, labels, featureMasks, labelMasks));
            return;
        }
        setInputs(inputs);
        setLabels(labels);
        setLayerMaskArrays(featureMasks, labelMasks);
        gradients(plan.get());
        TrainingStep.finish(this, session(), gradient, solver.getOptimizer(), calledListeners());
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
            gradients(plan.get());
        } else {
            OpenWorkspaces.restoring(super::computeGradientAndScore);
        }
    }

    private boolean isMasked(INDArray[] featureMasks, INDArray[] labelMasks) {
        boolean masked = Batches.isAny(featureMasks, labelMasks);
        if (masked) {
            session().fallback("batch", "mask arrays");
        }
        return masked;
    }

    /** Loss and gradients of the current inputs and labels, with the listeners' calls on the way. */
    private void gradients(Plan plan) {
        synchronizeIterEpochCounts();
        double loss = TrainingStep.gradients(plan, this, getInput(0), currentLabels[0], features -> {
            String inputName = getConfiguration().getNetworkInputs().get(0);
            Map<String, INDArray> activations = new ActivationMap(plan, inputName, features);
            calledListeners().forEach(listener -> listener.onForwardPass(this, activations));
        });
        gradient = session().gradientViews().of(flattenedGradients, this::layersByName);
        score = loss + calcRegularizationScore(true);
        calledListeners().forEach(listener -> listener.onBackwardPass(this));
        clearVertices();
    }

    /** The plan for these inputs and labels; empty if DL4J must train on them, or has the message for what is wrong. */
    private Optional<Plan> trainingPlan(INDArray[] inputs, INDArray[] targets) {
        if (getNumInputArrays() != 1 || getNumOutputArrays() != 1) {
            session().fallback("network", "more than one input or output");
            return Optional.empty();
        }
        boolean single = inputs != null && inputs.length == 1 && targets != null && targets.length == 1;
        return single && OpenWorkspaces.allowTraining(getConfiguration().getTrainingWorkspaceMode())
                ? session().trainingPlan(inputs[0], targets[0], getListeners())
                : Optional.empty();
    }

    private Map<String, Layer> layersByName() {
        Map<String, Layer> byName = new LinkedHashMap<>();
        for (int index : topologicalOrder) {
            if (vertices[index].hasLayer()) {
                byName.put(vertices[index].getVertexName(), vertices[index].getLayer());
            }
        }
        return byName;
    }

    private boolean trainsBySteps() {
        return TrainingStep.fits(getConfiguration().getBackpropType(), conf(), solver);
    }

    /** DL4J's solver, with the listeners as they are to be called. */
    private void prepareSolver() {
        if (solver == null) {
            solver = new Solver.Builder()
                    .configure(conf())
                    .listeners(getListeners())
                    .model(this)
                    .build();
        }
        solver.setListeners(calledListeners());
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

    // ---- listeners ----

    private Collection<TrainingListener> calledListeners() {
        return ListenerCalls.of(getListeners(), this::plain);
    }

    /** This network as one of DL4J's own class, on the same arrays. */
    private ComputationGraph plain() {
        if (plain == null || plainParameters != flattenedParams) {
            plain = new ComputationGraph(getConfiguration());
            plain.init(flattenedParams, false);
            plainParameters = flattenedParams;
        }
        plain.setUpdater(getUpdater());
        plain.setScore(score);
        return plain;
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
                return new INDArray[] {PredictionRunner.run(plan.get(), session(), features[0], workspace)};
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
        PredictionRunner.into(result, session(), features, plan, () -> outputSingle(features));
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
        Optional<Plan> plan = session().inferencePlan(features[0]);
        if (plan.isPresent()) {
            setInputs(features);
            setLayerMaskArrays(featureMasks, labelMasks);
            clearVertices();
        }
        return plan;
    }

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
        private final Layer[] current = new Layer[layers.length];

        @Override
        public NetworkGraph graph(Shape shape) {
            return GraphReader.read(AcceleratedComputationGraph.this, shape);
        }

        /** Those of the vertices: freezing a vertex replaces its layer there alone. */
        @Override
        public Layer[] layers() {
            int count = 0;
            for (int index : topologicalOrder) {
                if (vertices[index].hasLayer()) {
                    current[count++] = vertices[index].getLayer();
                }
            }
            return current;
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
            ComputationGraphUpdater current = getUpdater();
            return current.getClass() == ComputationGraphUpdater.class ? current : null;
        }

        @Override
        public long seed() {
            return getConfiguration().getDefaultConfiguration().getSeed();
        }
    }
}
