package org.dl4jlab.engine.internal.optimizer;

import org.nd4j.linalg.learning.config.Sgd;

/** Stochastic gradient descent: {@code update = learningRate * gradient}. */
record SgdRule(Sgd config) implements UpdateRule {
    @Override
    public int statesPerParameter() {
        return 0;
    }

    @Override
    public Applied at(int iteration, int epoch) {
        float rate = (float) config.getLearningRate(iteration, epoch);
        return (gradient, state, count) -> {
            for (int i = 0; i < count; i++) {
                gradient[i] *= rate;
            }
        };
    }
}
