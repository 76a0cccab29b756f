package org.dl4jlab.training.internal.runner;

import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.internal.loop.TrainingObserver;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.ProgressFile;
import org.dl4jlab.training.internal.run.RunFolder;

/** Keeps the files of a run's folder up to date while it trains, and tells a listener. */
final class RunFolderWriter implements TrainingObserver, AutoCloseable {

    private final RunFolder folder;
    private final ProgressFile progress;
    private final TrainingObserver listener;

    /** @param images that the run was trained on before */
    RunFolderWriter(RunFolder folder, long images, RunListener listener) {
        this.folder = folder;
        this.listener = new ListenerObserver(listener);
        this.progress = ProgressFile.open(folder.progressFile(), images);
    }

    @Override
    public void step(int step, long images, double loss) {
        progress.step(step, images, loss);
        listener.step(step, images, loss);
    }

    @Override
    public void epoch(MetricsTable metrics) {
        folder.write(metrics);
        progress.pauseEnded();
        listener.epoch(metrics);
    }

    @Override
    public void close() {
        progress.close();
    }
}
