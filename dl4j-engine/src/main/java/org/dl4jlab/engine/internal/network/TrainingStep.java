package org.dl4jlab.engine.internal.network;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.Solver;
import org.deeplearning4j.optimize.api.ConvexOptimizer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.optimizer.ParameterUpdate;
import org.dl4jlab.engine.internal.plan.Plan;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One step of DL4J's {@code StochasticGradientDescent.optimize}, for both kinds of network. */
final class TrainingStep {
    private TrainingStep() {}

    /** Whether a network trains by such steps at all. */
    static boolean fits(BackpropType type, NeuralNetConfiguration configuration, Solver solver) {
        return type == BackpropType.Standard
                && configuration.getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
                && subtracts(configuration.getStepFunction())
                && hasNoAccumulator(solver);
    }

    private static boolean subtracts(StepFunction function) {
        return function == null || function instanceof NegativeGradientStepFunction;
    }

    /**
     * Fills the model's gradient array.
     *
     * @param forwardDone called between the passes with the features in the form that the plan read
     * @return the loss without regularisation, averaged over the batch unless the network says {@code miniBatch(false)}
     */
    static double gradients(
            Plan plan, Model model, INDArray features, INDArray labels, Consumer<INDArray> forwardDone) {
        INDArray input = Batches.rowMajor(features);
        INDArray targets = Batches.rowMajor(labels);
        double loss = plan.forward(
                NativeBytes.address(input),
                NativeBytes.address(targets),
                BaseOptimizer.getIterationCount(model),
                BaseOptimizer.getEpochCount(model));
        forwardDone.accept(input);
        plan.backward();
        Reference.reachabilityFence(input);
        Reference.reachabilityFence(targets);
        return isAveraged(model) ? loss / features.size(0) : loss;
    }

    /** Whether the score is the mean loss of a batch instead of its sum: with {@code miniBatch(false)}, only that of loss layers. */
    private static boolean isAveraged(Model model) {
        Layer output = model instanceof ComputationGraph graph
                ? graph.getOutputLayer(0)
                : ((MultiLayerNetwork) model).getOutputLayer();
        return output.conf().isMiniBatch() || output.conf().getLayer() instanceof LossLayer;
    }

    /**
     * Updates the parameters from the gradients that the model holds, calls the listeners and counts the
     * iteration.
     *
     * @param computed the gradients that were computed; a listener may give the model others
     * @param optimizer DL4J's, for what has no rule here
     */
    static void finish(
            Model model,
            PlanSession session,
            Gradient computed,
            ConvexOptimizer optimizer,
            Collection<TrainingListener> listeners) {
        listeners.forEach(listener -> listener.onGradientCalculation(model));
        int iteration = BaseOptimizer.getIterationCount(model);
        int epoch = BaseOptimizer.getEpochCount(model);
        Optional<ParameterUpdate> update = model.gradient() == computed ? session.parameterUpdate() : Optional.empty();
        if (update.isPresent()) {
            int summed = model.conf().isMiniBatch() ? model.batchSize() : 1;
            update.get().apply(iteration, epoch, summed);
        } else {
            updateByDl4j(model, optimizer);
        }
        listeners.forEach(listener -> listener.iterationDone(model, iteration, epoch));
        BaseOptimizer.incrementIterationCount(model, 1);
        BaseOptimizer.applyConstraints(model);
    }

    private static void updateByDl4j(Model model, ConvexOptimizer optimizer) {
        optimizer.updateGradientAccordingToParams(
                model.gradient(), model, model.batchSize(), LayerWorkspaceMgr.noWorkspaces());
        INDArray updates = model.gradient().gradient();
        model.params().subi(updates.reshape(model.params().shape()));
    }

    /** Whether gradients stay in this network instead of being shared with others while it trains. */
    private static boolean hasNoAccumulator(Solver solver) {
        return solver == null
                || !(solver.getOptimizer() instanceof BaseOptimizer optimizer)
                || optimizer.getGradientsAccumulator() == null;
    }
}
