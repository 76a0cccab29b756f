package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.training.internal.log.RunLog;
import org.slf4j.Logger;

/**
 * Writes {@code progress.csv} while a run trains, so that others can follow it: lines are only ever appended, each in one
 * piece. A line is due twice a second at first and after a five-hundredth of the time gone by later on, so the file of a
 * run of days has some thousand lines. Between two lines per step costs one look at the clock.
 */
public final class ProgressFile implements AutoCloseable {

    private static final Logger log = RunLog.logger(ProgressFile.class);

    static final String HEADER = "step,images,loss,imagesPerSecond,seconds";

    private static final long SHORTEST_PAUSE_NANOS = 500_000_000;
    private static final int LONG_RUN = 500;

    private final Writer out;
    private final LongSupplier clock;
    private final long start;
    private long lineNanos;
    private long lineImages;
    private double lossSum;
    private int lossCount;
    private long stepNanos;
    private long pausedNanos;
    private boolean first = true;
    private boolean broken;
    private long due;

    ProgressFile(Writer out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.lineNanos = start;
        this.stepNanos = start;
        this.due = start;
    }

    /**
     * Makes the file, or goes on at its end where a run is continued.
     *
     * @param images that the run was trained on before
     */
    public static ProgressFile open(Path file, long images) {
        return open(file, images, System::nanoTime);
    }

    static ProgressFile open(Path file, long images, LongSupplier clock) {
        try {
            boolean fresh = !Files.exists(file) || Files.size(file) == 0;
            Writer out = Files.newBufferedWriter(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
            if (fresh) {
                out.write(HEADER + "\n");
                out.flush();
            }
            ProgressFile progress = new ProgressFile(out, clock);
            progress.lineImages = images;
            return progress;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + FileFailure.reason(e), e);
        }
    }

    /**
     * Takes note of a step and writes a line when one is due.
     *
     * @param step counted from 1
     * @param images trained on so far, repeats counted
     * @param loss of the step, in nats
     */
    public void step(int step, long images, double loss) {
        lossSum += loss;
        lossCount++;
        long now = clock.getAsLong();
        stepNanos = now;
        if (now >= due) {
            write(step, images, now);
        }
    }

    /** Training goes on after a pause, such as a validation, that says nothing about its speed. */
    public void pauseEnded() {
        long now = clock.getAsLong();
        pausedNanos += now - stepNanos;
        stepNanos = now;
    }

    private void write(int step, long images, long now) {
        double seconds = (now - lineNanos - pausedNanos) / 1e9;
        String line = String.format(
                Locale.ROOT,
                "%d,%d,%.6g,%.1f,%.3f%n",
                step,
                images,
                lossSum / lossCount,
                // The first step makes everything ready; its speed is not that of training.
                first || seconds <= 0 ? 0 : (images - lineImages) / seconds,
                (now - start) / 1e9);
        try {
            // After a failure a line could begin in the middle of another.
            if (!broken) {
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            warn(e);
        }
        lineNanos = now;
        lineImages = images;
        pausedNanos = 0;
        lossSum = 0;
        lossCount = 0;
        first = false;
        due = now + pause(now);
    }

    private long pause(long now) {
        return Math.max(SHORTEST_PAUSE_NANOS, (now - start) / LONG_RUN);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            warn(e);
        }
    }

    /** A disk that takes no more costs those who follow the run its progress, not the run its result; it is told once. */
    private void warn(IOException e) {
        if (!broken) {
            broken = true;
            log.warn("The run's progress cannot be written: {}", FileFailure.reason(e));
        }
    }
}
