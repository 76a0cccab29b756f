package org.dl4jlab.engine.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.datasets.iterator.AsyncDataSetIterator;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.graph.Unsupported;
import org.dl4jlab.engine.plan.Plan;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A {@link MultiLayerNetwork} whose training steps and predictions run on plans.
 *
 * <p>It shares the configuration, parameters, updater state and listeners of the network it was made
 * from; that one must not be trained on its own any more.
 */
public final class AcceleratedMultiLayerNetwork extends MultiLayerNetwork implements Accelerated {
    private static final long serialVersionUID = 1;

    private final EngineOptions options;
    private transient PlanSession session;

    /**
     * @param network an initialised network
     * @param options how it is run
     */
    public AcceleratedMultiLayerNetwork(MultiLayerNetwork network, EngineOptions options) {
        super(network.getLayerWiseConfigurations());
        this.options = options;
        init(network.params(), false);
        INDArray state = network.getUpdater().getStateViewArray();
        if (state != null) {
            setUpdater(new MultiLayerUpdater(this, state));
        }
        setListeners(List.copyOf(network.getListeners()));
        this.score = network.score();
    }

    // ---- training ----

    @Override
    public void fit(DataSetIterator iterator) {
        if (!trainsBySteps()) {
            super.fit(iterator);
            return;
        }
        fitByPlan(iterator);
    }

    /** As DL4J does it, without the workspaces and array copies that a plan has no use for. */
    private synchronized void fitByPlan(DataSetIterator iterator) {
        DataSetIterator batches = iterator.asyncSupported() ? new AsyncDataSetIterator(iterator, 2, true) : iterator;
        try {
            trainingListeners.forEach(listener -> listener.onEpochStart(this));
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
                fit(batch.getFeatures(), batch.getLabels(), batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
                before = System.currentTimeMillis();
            }
            trainingListeners.forEach(listener -> listener.onEpochEnd(this));
        } finally {
            if (batches != iterator) {
                ((AsyncDataSetIterator) batches).shutdown();
            }
        }
        clearLayersStates();
        incrementEpochCount();
    }

    @Override
    public synchronized void fit(INDArray features, INDArray labels, INDArray featuresMask, INDArray labelsMask) {
        Optional<Plan> plan =
                trainsBySteps() ? trainingPlan(features, labels, featuresMask, labelsMask) : Optional.empty();
        if (plan.isEmpty()) {
            super.fit(features, labels, featuresMask, labelsMask);
            return;
        }
        this.input = features;
        this.labels = labels;
        gradients(plan.get());
        TrainingStep.finish(this, session(), trainingListeners, (int) features.size(0));
        synchronizeIterEpochCounts();
    }

    @Override
    public void computeGradientAndScore() {
        Optional<Plan> plan = mask == null ? trainingPlan(input, labels, null, null) : Optional.empty();
        if (plan.isPresent()) {
            gradients(plan.get());
        } else {
            super.computeGradientAndScore();
        }
    }

    /** Loss and gradients of the current input and labels, with the listeners' calls on the way. */
    private void gradients(Plan plan) {
        INDArray features = Batches.rowMajor(input);
        INDArray targets = Batches.rowMajor(labels);
        double loss =
                plan.forward(Batches.address(features), Batches.address(targets), getIterationCount(), getEpochCount());
        if (!trainingListeners.isEmpty()) {
            List<INDArray> activations = new ActivationList(plan, features);
            trainingListeners.forEach(listener -> listener.onForwardPass(this, activations));
        }
        plan.backward();
        gradient = gradientViews();
        score = loss / features.size(0) + calcRegularizationScore(true);
        trainingListeners.forEach(listener -> listener.onBackwardPass(this));
    }

    private Optional<Plan> trainingPlan(
            INDArray features, INDArray targets, INDArray featuresMask, INDArray labelsMask) {
        if (featuresMask != null || labelsMask != null) {
            session().fallback("batch", "mask arrays");
            return Optional.empty();
        }
        if (targets == null || targets.size(0) != features.size(0)) {
            return Optional.empty(); // DL4J has the message for this mistake
        }
        return session().trainingPlan(features, ListenerNeeds.activations(trainingListeners));
    }

    private boolean trainsBySteps() {
        return getLayerWiseConfigurations().getBackpropType() == BackpropType.Standard
                && conf().getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
                && TrainingStep.hasNoAccumulator(solver);
    }

    private Gradient gradientViews() {
        if (gradient != null && gradient.gradient() == flattenedGradients) {
            return gradient;
        }
        Gradient views = new DefaultGradient(flattenedGradients);
        for (int i = 0; i < layers.length; i++) {
            Layer layer = layers[i];
            if (layer.numParams() > 0) {
                Map<String, INDArray> table = layer.conf()
                        .getLayer()
                        .initializer()
                        .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
                for (Map.Entry<String, INDArray> entry : table.entrySet()) {
                    views.setGradientFor(i + "_" + entry.getKey(), entry.getValue());
                }
            }
        }
        return views;
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
            Optional<Plan> plan = session().inferencePlan(features);
            if (plan.isPresent()) {
                return Prediction.run(plan.get(), session(), features, workspace);
            }
        }
        return super.outputOfLayerDetached(train, type, layerIndex, features, featuresMask, labelsMask, workspace);
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
            return current instanceof BaseMultiLayerUpdater<?> known ? known : null;
        }

        @Override
        public long seed() {
            return getDefaultConfiguration().getSeed();
        }
    }
}
