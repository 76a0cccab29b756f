package org.dl4jlab.engine.internal.optimizer;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Works on long stretches of native memory through small arrays on the heap: Java vectorises loops over arrays, not over
 * native buffers, and the copies stay in the first-level cache. Belongs to one thread.
 */
final class ChunkWorker {
    /** Parameter, gradient and two states together fill two thirds of a 48 KB first-level cache. */
    private static final int CHUNK = 2048;

    /**
     * Between these the sum of squares of single-precision numbers neither lost what is too small for such a number nor
     * exceeded its range.
     */
    private static final double SMALLEST_SAFE_SUM = 1e-25;

    private static final double LARGEST_SAFE_SUM = 1e37;

    private final float[] parameter = new float[CHUNK];
    private final float[] gradient = new float[CHUNK];
    private final float[][] state = new float[2][CHUNK];

    /**
     * The sum of the squares of some numbers. The order of the additions depends on their count alone.
     *
     * <p>Each place of a chunk has a sum of its own, which Java can vectorise; these are then added in double precision.
     */
    double sumOfSquares(FloatBuffer values, int start, int length) {
        float[] sums = parameter;
        Arrays.fill(sums, 0);
        for (int done = 0; done < length; done += CHUNK) {
            int count = Math.min(CHUNK, length - done);
            values.get(start + done, gradient, 0, count);
            for (int i = 0; i < count; i++) {
                sums[i] += gradient[i] * gradient[i];
            }
        }
        double sum = total(sums);
        return sum > SMALLEST_SAFE_SUM && sum < LARGEST_SAFE_SUM ? sum : exactSumOfSquares(values, start, length);
    }

    private static double total(float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        for (int i = 0; i < values.length; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        return a + b + (c + d);
    }

    private static double exactSumOfSquares(FloatBuffer values, int start, int length) {
        double sum = 0;
        for (int i = start; i < start + length; i++) {
            double value = values.get(i);
            sum += value * value;
        }
        return sum;
    }

    /**
     * Updates neighbouring parameters.
     *
     * @param settings of the range that they belong to
     * @param offset first of them within that range
     * @param length how many
     */
    void update(
            RangeSettings settings,
            int offset,
            int length,
            FloatBuffer parameters,
            FloatBuffer gradients,
            FloatBuffer states) {
        ParameterRange range = settings.range();
        int stateCount = range.rule().statesPerParameter();
        for (int done = offset; done < offset + length; done += CHUNK) {
            int count = Math.min(CHUNK, offset + length - done);
            int at = range.start() + done;
            parameters.get(at, parameter, 0, count);
            gradients.get(at, gradient, 0, count);
            for (int s = 0; s < stateCount; s++) {
                states.get(range.state() + s * range.stateStride() + done, state[s], 0, count);
            }
            update(settings, count);
            parameters.put(at, parameter, 0, count);
            gradients.put(at, gradient, 0, count);
            for (int s = 0; s < stateCount; s++) {
                states.put(range.state() + s * range.stateStride() + done, state[s], 0, count);
            }
        }
    }

    private void update(RangeSettings settings, int count) {
        if (settings.scale() != 1) {
            multiply(gradient, settings.scale(), count);
        }
        if (settings.limit() != Float.POSITIVE_INFINITY) {
            clip(gradient, settings.limit(), count);
        }
        Penalty penalty = settings.penalty();
        if (penalty.actsBefore()) {
            penalty.before(gradient, parameter, count);
        }
        settings.rule().apply(gradient, state, count);
        if (penalty.decay() != 0) {
            penalty.after(gradient, parameter, count);
        }
        subtract(parameter, gradient, count);
    }

    private static void multiply(float[] values, double factor, int count) {
        float single = (float) factor;
        if (Math.abs(single) < Float.MIN_NORMAL || Float.isInfinite(single)) {
            for (int i = 0; i < count; i++) {
                values[i] = (float) (values[i] * factor);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            values[i] *= single;
        }
    }

    private static void clip(float[] values, float limit, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.min(Math.max(values[i], -limit), limit);
        }
    }

    private static void subtract(float[] values, float[] subtrahends, int count) {
        for (int i = 0; i < count; i++) {
            values[i] -= subtrahends[i];
        }
    }
}
