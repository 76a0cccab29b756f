package org.dl4jlab.experiments.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.cluster.JobListener;
import org.dl4jlab.training.internal.run.JsonFile;
import org.dl4jlab.training.internal.runner.Listeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Shows how runs go that are trained elsewhere, side by side: where each begins, its epochs, and the epochs of all of them together
 * as one task.
 */
final class SpreadProgress implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpreadProgress.class);

    /** Of one run, for the user to see; the log file has every epoch. */
    private static final long NANOS_BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

    private final RunListener.Task task;

    /** Guarded by this object's monitor, as is the task. */
    private long epochs;

    SpreadProgress(List<SpreadRun> runs, LabOptions options) {
        long all = runs.stream().mapToLong(run -> run.settings().epochs()).sum();
        this.task = new Listeners(options.listeners()).begin("Training", all, "epochs");
    }

    private synchronized void advance(int more) {
        epochs += more;
        task.advanceTo(epochs);
    }

    @Override
    public synchronized void close() {
        task.close();
    }

    /** One of the runs. */
    final class OfRun implements JobListener {

        private final SpreadRun run;
        private boolean begun;
        private int heard;
        private long lastLine;

        OfRun(SpreadRun run) {
            this.run = run;
        }

        @Override
        public void began(String host) {
            log.info("{}: {} on {}", begun ? "Begun again" : "Begun", run.title(), host);
            begun = true;
        }

        @Override
        public void news(String text) {
            try {
                RunEpoch epoch = JsonFile.parse(text, RunEpoch.class);
                // One that is trained again after the loss of its machine is no news.
                if (epoch != null && epoch.epoch() > heard && epoch.epoch() <= epochs()) {
                    advance(epoch.epoch() - heard);
                    heard = epoch.epoch();
                    tell(epoch);
                }
            } catch (IOException e) {
                // The run's folder will have the epoch.
                log.debug("{}: no epoch is '{}'", run.title(), text, e);
            }
        }

        private void tell(RunEpoch epoch) {
            long now = System.nanoTime();
            boolean due = lastLine == 0 || now - lastLine >= NANOS_BETWEEN_LINES;
            if (due) {
                lastLine = now;
            }
            log.atLevel(due ? Level.INFO : Level.DEBUG)
                    .log(String.format(
                            Locale.ROOT,
                            "%s: epoch %d of %d, train loss %.4f%s",
                            run.title(),
                            epoch.epoch(),
                            epochs(),
                            epoch.trainLoss(),
                            epoch.validationAccuracy() == null
                                    ? ""
                                    : String.format(
                                            Locale.ROOT,
                                            ", validation accuracy %.2f %%",
                                            100 * epoch.validationAccuracy())));
        }

        private int epochs() {
            return run.settings().epochs();
        }

        /** It is back, or cannot be done: none of its epochs is left. */
        void ended() {
            advance(epochs() - heard);
            heard = epochs();
        }
    }
}
