package org.dl4jlab.engine.updater;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** Turns gradients into updates by the rule of {@link Momentum}, on a view of the network's updater state. */
final class MomentumUpdater implements GradientUpdater<Momentum> {

    private static final String VELOCITY = "V";

    private final Momentum config;
    private INDArray velocity;

    MomentumUpdater(Momentum config) {
        this.config = config;
    }

    @Override
    public Momentum getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
        if (!state.keySet().equals(Set.of(VELOCITY))) {
            throw new IllegalStateException(
                    "the state of Momentum is one array named " + VELOCITY + ", but got " + state.keySet());
        }
        velocity = state.get(VELOCITY);
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(VELOCITY, velocity);
    }

    @Override
    public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
        if (initialize) {
            view.assign(0);
        }
        velocity = view.reshape(gradientOrder, gradientShape);
    }

    /** Replaces the gradient by the update, which DL4J subtracts from the parameters. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        INDArray update = gradient.reshape(velocity.shape());
        velocity.muli(config.momentum()).addi(update);
        update.assign(velocity).muli(config.getLearningRate(iteration, epoch));
    }
}
