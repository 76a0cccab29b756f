package org.dl4jlab.training.internal.runner;

import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.internal.loop.TrainingObserver;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RecordedRun;

/** Tells a listener of steps and epochs. */
record ListenerObserver(RunListener listener) implements TrainingObserver {

    @Override
    public void step(int step, long images, double loss) {
        listener.step(step, images, loss);
    }

    @Override
    public void epoch(MetricsTable metrics) {
        listener.epoch(RecordedRun.epoch(metrics.rows().get(metrics.rows().size() - 1)));
    }
}
