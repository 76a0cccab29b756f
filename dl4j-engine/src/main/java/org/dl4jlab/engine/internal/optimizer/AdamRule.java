package org.dl4jlab.engine.internal.optimizer;

import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam with the bias correction folded into the step size, as DL4J computes it. Source: Kingma and Ba,
 * "Adam: A Method for Stochastic Optimization" (2015), the form at the end of section 2.
 */
record AdamRule(Adam config) implements UpdateRule {
    @Override
    public int statesPerParameter() {
        return 2;
    }

    @Override
    public Applied at(int iteration, int epoch) {
        float beta1 = (float) config.getBeta1();
        float beta2 = (float) config.getBeta2();
        float epsilon = (float) config.getEpsilon();
        float step = stepSize(iteration, epoch);
        return (gradient, state, count) -> {
            float[] mean = state[0];
            float[] square = state[1];
            for (int i = 0; i < count; i++) {
                float g = gradient[i];
                float m = beta1 * mean[i] + (1 - beta1) * g;
                float v = beta2 * square[i] + (1 - beta2) * g * g;
                mean[i] = m;
                square[i] = v;
                gradient[i] = step * m / ((float) Math.sqrt(v) + epsilon);
            }
        };
    }

    /** DL4J takes epsilon where the step size is not a usable number. */
    private float stepSize(int iteration, int epoch) {
        double correction1 = 1 - Math.pow(config.getBeta1(), iteration + 1.0);
        double correction2 = 1 - Math.pow(config.getBeta2(), iteration + 1.0);
        double step = config.getLearningRate(iteration, epoch) * Math.sqrt(correction2) / correction1;
        boolean usable = step != 0 && !Double.isNaN(step) && !Double.isInfinite(step);
        return (float) (usable ? step : config.getEpsilon());
    }
}
