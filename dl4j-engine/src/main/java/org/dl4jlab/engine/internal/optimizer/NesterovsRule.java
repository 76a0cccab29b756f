package org.dl4jlab.engine.internal.optimizer;

import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Nesterov momentum in DL4J's form: {@code v' = m v - learningRate * gradient},
 * {@code update = m v - (1 + m) v'}. Source: Bengio et al., "Advances in Optimizing Recurrent Networks"
 * (2013), eq. 7.
 */
record NesterovsRule(Nesterovs config) implements UpdateRule {
    @Override
    public int statesPerParameter() {
        return 1;
    }

    @Override
    public Applied at(int iteration, int epoch) {
        float rate = (float) config.getLearningRate(iteration, epoch);
        float momentum = (float) config.currentMomentum(iteration, epoch);
        return (gradient, state, count) -> {
            float[] velocity = state[0];
            for (int i = 0; i < count; i++) {
                float carried = momentum * velocity[i];
                float next = carried - rate * gradient[i];
                velocity[i] = next;
                gradient[i] = carried - (1 + momentum) * next;
            }
        };
    }
}
