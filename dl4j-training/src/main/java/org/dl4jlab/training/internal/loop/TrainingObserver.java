package org.dl4jlab.training.internal.loop;

import org.dl4jlab.training.internal.run.MetricsTable;

/** Is told how training goes on, by the thread that trains: whatever takes long holds training up. */
public interface TrainingObserver {

    /** Looks at nothing. */
    TrainingObserver NONE = new TrainingObserver() {
        @Override
        public void step(int step, long images, double loss) {}

        @Override
        public void epoch(MetricsTable metrics) {}
    };

    /**
     * After each optimiser step.
     *
     * @param step counted from 1
     * @param images trained on since the start, repeats counted
     * @param loss of this step's batch, taken before its update, in nats
     */
    void step(int step, long images, double loss);

    /**
     * After each epoch and its validation.
     *
     * @param metrics of all epochs so far
     */
    void epoch(MetricsTable metrics);
}
