package org.dl4jlab.engine.network;

import java.util.Collection;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.Solver;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.dl4jlab.engine.optimizer.ParameterUpdate;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The second half of DL4J's {@code StochasticGradientDescent.optimize}, for both kinds of network. */
final class TrainingStep {
    private TrainingStep() {}

    /**
     * Updates the parameters from the gradients that the model holds, calls the listeners and counts the
     * iteration.
     */
    static void finish(Model model, PlanSession session, Collection<TrainingListener> listeners, int batch) {
        listeners.forEach(listener -> listener.onGradientCalculation(model));
        int iteration = BaseOptimizer.getIterationCount(model);
        int epoch = BaseOptimizer.getEpochCount(model);
        Optional<ParameterUpdate> update = session.parameterUpdate();
        if (update.isPresent()) {
            update.get().apply(iteration, epoch, batch);
        } else {
            updateByDl4j(model, session, iteration, epoch, batch);
        }
        listeners.forEach(listener -> listener.iterationDone(model, iteration, epoch));
        BaseOptimizer.incrementIterationCount(model, 1);
        BaseOptimizer.applyConstraints(model);
    }

    private static void updateByDl4j(Model model, PlanSession session, int iteration, int epoch, int batch) {
        session.updater().update(model.gradient(), iteration, epoch, batch, LayerWorkspaceMgr.noWorkspaces());
        INDArray updates = model.gradient().gradient();
        model.params().subi(updates.reshape(model.params().shape()));
    }

    /** Whether gradients stay in this network instead of being shared with others while it trains. */
    static boolean hasNoAccumulator(Solver solver) {
        return solver == null
                || !(solver.getOptimizer() instanceof BaseOptimizer optimizer)
                || optimizer.getGradientsAccumulator() == null;
    }
}
