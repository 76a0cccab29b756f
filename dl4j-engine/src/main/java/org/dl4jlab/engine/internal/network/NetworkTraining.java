package org.dl4jlab.engine.internal.network;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.Solver;
import org.deeplearning4j.optimize.api.ConvexOptimizer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.optimizer.ParameterUpdate;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.session.Batches;
import org.dl4jlab.engine.internal.session.ListenerNeeds;
import org.dl4jlab.engine.internal.session.OpenWorkspaces;
import org.dl4jlab.engine.internal.session.PlanSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training steps of a network of either kind, each as DL4J's {@code StochasticGradientDescent.optimize} makes it. */
final class NetworkTraining {
    private final TrainingAccess network;
    private final PlanSession plans;

    NetworkTraining(TrainingAccess network, PlanSession plans) {
        this.network = network;
        this.plans = plans;
    }

    /** Whether the network trains by such steps at all. */
    boolean isBySteps() {
        return network.backpropType() == BackpropType.Standard
                && network.model().conf().getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
                && subtracts(network.model().conf().getStepFunction())
                && hasNoAccumulator(network.state().solver());
    }

    private static boolean subtracts(StepFunction function) {
        return function == null || function instanceof NegativeGradientStepFunction;
    }

    /** Whether gradients stay in this network instead of being shared with others while it trains. */
    private static boolean hasNoAccumulator(Solver solver) {
        return solver == null
                || !(solver.getOptimizer() instanceof BaseOptimizer optimizer)
                || optimizer.getGradientsAccumulator() == null;
    }

    /**
     * The plan for a batch; empty if DL4J must train on it, or has the message for what is wrong. Line searches ask for
     * gradients in the order that DL4J's layers give them, which depends on how it runs them.
     */
    Optional<Plan> plan(INDArray features, INDArray labels) {
        OptimizationAlgorithm algorithm = network.model().conf().getOptimizationAlgo();
        if (algorithm != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
            plans.fallback("network", "optimization algorithm " + algorithm);
            return Optional.empty();
        }
        return OpenWorkspaces.allowTraining(network.trainingWorkspaces())
                ? plans.trainingPlan(features, labels, network.listeners())
                : Optional.empty();
    }

    /** The listeners in the form in which they are called. */
    Collection<TrainingListener> listeners() {
        return ListenerCalls.of(network.listeners(), network::plain);
    }

    /** DL4J's solver, which a network's {@code clear()} takes away, with the listeners as they are to be called. */
    Solver solver() {
        if (network.state().solver() == null) {
            network.state()
                    .setSolver(new Solver.Builder()
                            .configure(network.model().conf())
                            .listeners(network.listeners())
                            .model(network.model())
                            .build());
        }
        network.state().solver().setListeners(listeners());
        return network.state().solver();
    }

    /** Gradients, update, and the listeners' calls on the way. */
    void step(Plan plan, INDArray features, INDArray labels) {
        Solver solver = solver();
        gradients(plan, features, labels);
        finish(network.model().gradient(), solver.getOptimizer());
    }

    /** Loss and gradients of a batch, with the listeners' calls on the way. */
    void gradients(Plan plan, INDArray features, INDArray labels) {
        network.state().synchronizeCounts();
        double loss = run(plan, features, labels);
        network.state().computed(plans.gradientViews().of(network.gradients(), network::layersByName), loss);
        listeners().forEach(listener -> listener.onBackwardPass(network.model()));
        network.stepDone();
    }

    /**
     * Fills the network's gradient array, and tells the listeners about the forward pass.
     *
     * @return the loss without regularisation, averaged over the batch unless the network says {@code miniBatch(false)}
     */
    private double run(Plan plan, INDArray features, INDArray labels) {
        INDArray input = Batches.rowMajor(features);
        INDArray targets = Batches.rowMajor(labels);
        long inputAddress = NativeBytes.address(input);
        long targetsAddress = NativeBytes.address(targets);
        int iteration = BaseOptimizer.getIterationCount(network.model());
        int epoch = BaseOptimizer.getEpochCount(network.model());
        Collection<TrainingListener> listeners = listeners();
        double loss;
        if (ListenerNeeds.activations(network.listeners())) {
            loss = plan.forward(inputAddress, targetsAddress, iteration, epoch);
            listeners.forEach(network.forwardPass(plan, input));
            plan.backward();
        } else {
            loss = plan.forwardAndBackward(inputAddress, targetsAddress, iteration, epoch);
        }
        Reference.reachabilityFence(input);
        Reference.reachabilityFence(targets);
        return isAveraged() ? loss / features.size(0) : loss;
    }

    /** Whether the score is the mean loss of a batch instead of its sum: with {@code miniBatch(false)}, only that of loss layers. */
    private boolean isAveraged() {
        Layer output = network.outputLayer();
        return output.conf().isMiniBatch() || output.conf().getLayer() instanceof LossLayer;
    }

    /**
     * Updates the parameters from the gradients that the network holds, calls the listeners and counts the iteration.
     *
     * @param computed the gradients that were computed; a listener may give the network others
     * @param optimizer DL4J's, for what has no rule here
     */
    private void finish(Gradient computed, ConvexOptimizer optimizer) {
        Model model = network.model();
        listeners().forEach(listener -> listener.onGradientCalculation(model));
        int iteration = BaseOptimizer.getIterationCount(model);
        int epoch = BaseOptimizer.getEpochCount(model);
        Optional<ParameterUpdate> update = model.gradient() == computed ? plans.parameterUpdate() : Optional.empty();
        if (update.isPresent()) {
            int summed = model.conf().isMiniBatch() ? model.batchSize() : 1;
            update.get().apply(iteration, epoch, summed);
        } else {
            updateByDl4j(model, optimizer);
        }
        listeners().forEach(listener -> listener.iterationDone(model, iteration, epoch));
        BaseOptimizer.incrementIterationCount(model, 1);
        BaseOptimizer.applyConstraints(model);
    }

    private static void updateByDl4j(Model model, ConvexOptimizer optimizer) {
        optimizer.updateGradientAccordingToParams(
                model.gradient(), model, model.batchSize(), LayerWorkspaceMgr.noWorkspaces());
        INDArray updates = model.gradient().gradient();
        model.params().subi(updates.reshape(model.params().shape()));
    }
}
