package org.dl4jlab.experiments.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.dl4jlab.training.RunListener;

/**
 * A bar on the last line of a terminal, redrawn five times per second by a thread of its own. Whoever prints a line
 * meanwhile starts it with {@link #CLEAR_LINE}; the bar then reappears below it.
 */
public final class TerminalProgress implements RunListener {

    /** Goes to the start of the terminal's line and empties it (ECMA-48 EL). */
    public static final String CLEAR_LINE = "\r\u001b[K";

    private static final int MILLIS_BETWEEN_REDRAWS = 200;

    private final PrintStream terminal;
    private final int width;
    private final boolean drawn;

    /**
     * @param terminal to draw on
     * @param width columns of the terminal
     * @param drawn whether the terminal can show line-drawing characters
     */
    public TerminalProgress(PrintStream terminal, int width, boolean drawn) {
        this.terminal = terminal;
        this.width = width;
        this.drawn = drawn;
    }

    @Override
    public Task begin(String name, long total, String unit) {
        LineConsumer line = new LineConsumer(terminal, width);
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setUpdateIntervalMillis(MILLIS_BETWEEN_REDRAWS)
                .setRenderer(new BarRenderer(unit, drawn))
                .setConsumer(line)
                .build();
        return new Task() {
            @Override
            public void advanceTo(long done) {
                bar.stepTo(done);
            }

            @Override
            public void close() {
                bar.close();
                line.close();
            }
        };
    }
}
