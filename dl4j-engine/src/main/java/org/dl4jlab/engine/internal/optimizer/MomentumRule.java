package org.dl4jlab.engine.internal.optimizer;

import org.dl4jlab.engine.updater.Momentum;

/** Classical momentum: {@code v' = m v + gradient}, {@code update = learningRate * v'}. */
record MomentumRule(Momentum config) implements UpdateRule {
    @Override
    public int statesPerParameter() {
        return 1;
    }

    @Override
    public Applied at(int iteration, int epoch) {
        float rate = (float) config.getLearningRate(iteration, epoch);
        float momentum = (float) config.momentum();
        return (gradient, state, count) -> {
            float[] velocity = state[0];
            for (int i = 0; i < count; i++) {
                float next = momentum * velocity[i] + gradient[i];
                velocity[i] = next;
                gradient[i] = rate * next;
            }
        };
    }
}
