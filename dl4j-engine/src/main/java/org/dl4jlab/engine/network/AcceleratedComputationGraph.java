package org.dl4jlab.engine.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
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
    private transient INDArray[] currentLabels;

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
            setUpdater(new ComputationGraphUpdater(this, state));
        }
        setListeners(List.copyOf(network.getListeners()));
        this.score = network.score();
    }

    // ---- training ----

    // DL4J's other fit methods all end here.
    @Override
    public synchronized void fit(INDArray[] inputs, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {
        Optional<Plan> plan = trainsBySteps()
                ? trainingPlan(inputs, labels, isAny(featureMasks) || isAny(labelMasks))
                : Optional.empty();
        if (plan.isEmpty()) {
            super.fit(inputs, labels, featureMasks, labelMasks);
            return;
        }
        setInputs(inputs);
        setLabels(labels);
        gradients(plan.get());
        TrainingStep.finish(this, session(), getListeners(), (int) inputs[0].size(0));
        synchronizeIterEpochCounts();
    }

    @Override
    public void computeGradientAndScore() {
        boolean masked = isAny(getInputMaskArrays()) || isAny(getLabelMaskArrays());
        Optional<Plan> plan = trainingPlan(getInputs(), currentLabels, masked);
        if (plan.isPresent()) {
            gradients(plan.get());
        } else {
            super.computeGradientAndScore();
        }
    }

    /** Loss and gradients of the current inputs and labels, with the listeners' calls on the way. */
    private void gradients(Plan plan) {
        double loss = TrainingStep.gradients(plan, this, getInput(0), currentLabels[0], features -> {
            String inputName = getConfiguration().getNetworkInputs().get(0);
            Map<String, INDArray> activations = new ActivationMap(plan, inputName, features);
            getListeners().forEach(listener -> listener.onForwardPass(this, activations));
        });
        gradient = session().gradientViews().of(flattenedGradients, this::layersByName);
        score = loss + calcRegularizationScore(true);
        getListeners().forEach(listener -> listener.onBackwardPass(this));
    }

    private Optional<Plan> trainingPlan(INDArray[] inputs, INDArray[] targets, boolean masked) {
        boolean single = inputs != null && inputs.length == 1 && targets != null && targets.length == 1;
        if (!single) {
            session().fallback("network", "more than one input or output");
            return Optional.empty();
        }
        return session().trainingPlan(inputs[0], targets[0], masked, getListeners());
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
                && features.length == 1
                && Arrays.equals(layerIndexes, getOutputLayerIndices());
        if (plain && !isAny(featureMasks) && !isAny(labelMasks)) {
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

    @Override
    public synchronized void outputInto(INDArray features, INDArray result) {
        Prediction.into(result, session(), features, () -> outputSingle(features));
    }

    private static boolean isAny(INDArray[] masks) {
        return masks != null && Arrays.stream(masks).anyMatch(Objects::nonNull);
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
