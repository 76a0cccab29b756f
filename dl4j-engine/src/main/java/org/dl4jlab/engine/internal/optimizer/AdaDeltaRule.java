package org.dl4jlab.engine.internal.optimizer;

import org.nd4j.linalg.learning.config.AdaDelta;

/** AdaDelta. Source: Zeiler, "ADADELTA: An Adaptive Learning Rate Method" (2012), algorithm 1. */
record AdaDeltaRule(AdaDelta config) implements UpdateRule {
    @Override
    public int statesPerParameter() {
        return 2;
    }

    @Override
    public Applied at(int iteration, int epoch) {
        float rho = (float) config.getRho();
        float epsilon = (float) config.getEpsilon();
        return (gradient, state, count) -> {
            float[] squaredGradient = state[0];
            float[] squaredUpdate = state[1];
            for (int i = 0; i < count; i++) {
                float g = gradient[i];
                float ofGradient = rho * squaredGradient[i] + (1 - rho) * g * g;
                float update =
                        g * ((float) Math.sqrt(squaredUpdate[i] + epsilon) / (float) Math.sqrt(ofGradient + epsilon));
                squaredGradient[i] = ofGradient;
                squaredUpdate[i] = rho * squaredUpdate[i] + (1 - rho) * update * update;
                gradient[i] = update;
            }
        };
    }
}
