package org.dl4jlab.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dl4jlab.bench.contender.Contender;

/** Warms a contender up and times it, and refuses numbers of a network that does not work. */
public final class ContenderTimer {

    private static final double NANOS = 1e9;
    private static final int LOSS_WINDOW = 10;
    private static final int STEPS_TO_JUDGE_BY = 50;

    private final Contender contender;
    private final int batches;
    private final int batchSize;
    private final Effort effort;
    private final List<Double> laps = new ArrayList<>();
    private long steps;

    /**
     * @param batches number of prepared batches; they are used in turn
     * @param batchSize images in each
     */
    public ContenderTimer(Contender contender, int batches, int batchSize, Effort effort) {
        this.contender = contender;
        this.batches = batches;
        this.batchSize = batchSize;
        this.effort = effort;
    }

    /**
     * Times training.
     *
     * @throws IllegalStateException if a loss is not finite, or if it has not fallen after {@value #STEPS_TO_JUDGE_BY}
     *     steps
     */
    public Measurement training() {
        LossWindow first = new LossWindow();
        LossWindow last = new LossWindow();
        run(batch -> {
            double loss = contender.train(batch);
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException("The loss became " + loss + " in step " + steps + ".");
            }
            if (steps < LOSS_WINDOW) {
                first.add(loss);
            }
            last.add(loss);
        });
        if (steps >= STEPS_TO_JUDGE_BY && !(last.mean() < first.mean())) {
            throw new IllegalStateException(
                    "The network does not learn: its loss went from " + first.mean() + " to " + last.mean() + ".");
        }
        return measurement(first.mean(), last.mean(), null);
    }

    /**
     * Times the forward pass.
     *
     * @throws IllegalStateException if the outputs are not probabilities
     */
    public Measurement inference() {
        requireProbabilities(contender.probabilities(0));
        run(contender::predict);
        return measurement(null, null, null);
    }

    /**
     * Times every forward pass by itself.
     *
     * @throws IllegalStateException if the outputs are not probabilities
     */
    public Measurement latency() {
        requireProbabilities(contender.probabilities(0));
        Times times = new Times();
        lap(contender::predict, effort.warmUpSeconds());
        timedLaps(batch -> {
            long start = System.nanoTime();
            contender.predict(batch);
            times.add(System.nanoTime() - start);
        });
        return measurement(null, null, Percentiles.of(times.all()));
    }

    private interface Step {
        void run(int batch);
    }

    private void run(Step step) {
        lap(step, effort.warmUpSeconds());
        timedLaps(step);
    }

    private void timedLaps(Step step) {
        do {
            laps.add(lap(step, effort.lapSeconds()));
        } while (laps.size() < effort.laps() && !oneStepTakesAllLaps());
    }

    /** Then more laps would only repeat the same seconds-long step. */
    private boolean oneStepTakesAllLaps() {
        return batchSize / laps.get(0) > effort.laps() * effort.lapSeconds();
    }

    /** Runs whole steps for at least the given time and answers images per second. */
    private double lap(Step step, double seconds) {
        long start = System.nanoTime();
        long end = start + (long) (seconds * NANOS);
        long done = 0;
        long now;
        do {
            step.run((int) (steps % batches));
            steps++;
            done++;
            now = System.nanoTime();
        } while (now < end);
        return done * (double) batchSize * NANOS / (now - start);
    }

    private Measurement measurement(Double firstLoss, Double lastLoss, Percentiles latency) {
        return new Measurement(
                List.copyOf(laps),
                latency,
                steps,
                firstLoss,
                lastLoss,
                contender.parameters(),
                contender.description());
    }

    private void requireProbabilities(float[] rows) {
        int classes = rows.length / batchSize;
        for (int i = 0; i < batchSize; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += rows[i * classes + c];
            }
            if (!(Math.abs(sum - 1) < 1e-3)) {
                throw new IllegalStateException("The outputs of image " + i + " add up to " + sum + ", not to 1.");
            }
        }
    }

    /** A list of times that makes no objects while it is filled. */
    private static final class Times {
        private long[] nanoseconds = new long[1 << 16];
        private int count;

        void add(long time) {
            if (count == nanoseconds.length) {
                nanoseconds = Arrays.copyOf(nanoseconds, 2 * count);
            }
            nanoseconds[count++] = time;
        }

        long[] all() {
            return Arrays.copyOf(nanoseconds, count);
        }
    }

    /** Mean of the last few losses. */
    private static final class LossWindow {
        private final double[] values = new double[LOSS_WINDOW];
        private int count;

        void add(double loss) {
            values[count++ % LOSS_WINDOW] = loss;
        }

        double mean() {
            int n = Math.min(count, LOSS_WINDOW);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += values[i];
            }
            return sum / n;
        }
    }
}
