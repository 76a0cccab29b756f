package org.dl4jlab.engine.optimizer;

import java.nio.FloatBuffer;

/**
 * Updates ranges of parameters through small arrays on the heap: Java vectorises loops over arrays, not
 * over native buffers, and the copies stay in the first-level cache.
 */
final class RangeWorker {
    /** Parameter, gradient and two states together fill half of a 48 KB first-level cache. */
    private static final int CHUNK = 1536;

    private final float[] parameter = new float[CHUNK];
    private final float[] gradient = new float[CHUNK];
    private final float[][] state = new float[2][CHUNK];

    void update(
            ParameterRange range,
            UpdateRule.Applied rule,
            Penalty penalty,
            float gradientScale,
            FloatBuffer parameters,
            FloatBuffer gradients,
            FloatBuffer states) {
        int stateCount = range.rule().statesPerParameter();
        for (int done = 0; done < range.length(); done += CHUNK) {
            int count = Math.min(CHUNK, range.length() - done);
            int at = range.start() + done;
            parameters.get(at, parameter, 0, count);
            gradients.get(at, gradient, 0, count);
            for (int s = 0; s < stateCount; s++) {
                states.get(range.state() + s * range.stateStride() + done, state[s], 0, count);
            }
            update(rule, penalty, gradientScale, count);
            parameters.put(at, parameter, 0, count);
            gradients.put(at, gradient, 0, count);
            for (int s = 0; s < stateCount; s++) {
                states.put(range.state() + s * range.stateStride() + done, state[s], 0, count);
            }
        }
    }

    private void update(UpdateRule.Applied rule, Penalty penalty, float gradientScale, int count) {
        if (gradientScale != 1) {
            for (int i = 0; i < count; i++) {
                gradient[i] *= gradientScale;
            }
        }
        if (penalty.actsBefore()) {
            penalty.before(gradient, parameter, count);
        }
        rule.apply(gradient, state, count);
        if (penalty.decay() != 0) {
            penalty.after(gradient, parameter, count);
        }
        for (int i = 0; i < count; i++) {
            parameter[i] -= gradient[i];
        }
    }
}
