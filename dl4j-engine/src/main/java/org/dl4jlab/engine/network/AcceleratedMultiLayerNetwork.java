package org.dl4jlab.engine.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.datasets.iterator.AsyncDataSetIterator;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
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
        boolean masked = featuresMask != null || labelsMask != null;
        Optional<Plan> plan = trainsBySteps()
                ? session().trainingPlan(features, labels, masked, trainingListeners)
                : Optional.empty();
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
        Optional<Plan> plan = session().trainingPlan(input, labels, mask != null, trainingListeners);
        if (plan.isPresent()) {
            gradients(plan.get());
        } else {
            super.computeGradientAndScore();
        }
    }

    /** Loss and gradients of the current input and labels, with the listeners' calls on the way. */
    private void gradients(Plan plan) {
        double loss = TrainingStep.gradients(plan, this, input, labels, features -> {
            List<INDArray> activations = new ActivationList(plan, features);
            trainingListeners.forEach(listener -> listener.onForwardPass(this, activations));
        });
        gradient = session().gradientViews().of(flattenedGradients, this::layersByIndex);
        score = loss + calcRegularizationScore(true);
        trainingListeners.forEach(listener -> listener.onBackwardPass(this));
    }

    private Map<String, Layer> layersByIndex() {
        Map<String, Layer> byIndex = new LinkedHashMap<>();
        for (int i = 0; i < layers.length; i++) {
            byIndex.put(String.valueOf(i), layers[i]);
        }
        return byIndex;
    }

    private boolean trainsBySteps() {
        return TrainingStep.fits(getLayerWiseConfigurations().getBackpropType(), conf(), solver);
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

    @Override
    public synchronized void outputInto(INDArray features, INDArray result) {
        Prediction.into(result, session(), features, () -> output(features, false));
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
