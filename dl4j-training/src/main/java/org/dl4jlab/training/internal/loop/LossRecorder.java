package org.dl4jlab.training.internal.loop;

import java.util.Arrays;
import org.dl4jlab.training.internal.run.LossSeries;

/** Collects the loss of every step in one growing array: no object per step. */
final class LossRecorder {

    private float[] losses = new float[1024];
    private int count;
    private int epochStart;

    /**
     * Goes on after earlier steps.
     *
     * @param earlier losses of all of them
     * @param inEpoch how many of them belong to the epoch that is under way
     */
    void resume(float[] earlier, int inEpoch) {
        losses = Arrays.copyOf(earlier, Math.max(1024, 2 * earlier.length));
        count = earlier.length;
        epochStart = count - inEpoch;
    }

    void startEpoch() {
        epochStart = count;
    }

    void add(double loss) {
        if (count == losses.length) {
            losses = Arrays.copyOf(losses, 2 * count);
        }
        losses[count++] = (float) loss;
    }

    int steps() {
        return count;
    }

    /** Mean loss of this epoch's steps; NaN before the first. */
    double epochMean() {
        double sum = 0;
        for (int i = epochStart; i < count; i++) {
            sum += losses[i];
        }
        return sum / (count - epochStart);
    }

    float[] values() {
        return Arrays.copyOf(losses, count);
    }

    LossSeries series() {
        int[] steps = new int[count];
        Arrays.setAll(steps, i -> i + 1);
        return new LossSeries(steps, Arrays.copyOf(losses, count));
    }
}
