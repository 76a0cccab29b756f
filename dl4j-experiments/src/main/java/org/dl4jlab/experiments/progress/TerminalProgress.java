package org.dl4jlab.experiments.progress;

import java.io.PrintStream;
import java.text.DecimalFormat;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on the last line of a terminal, redrawn five times a second by a thread of its own. Whoever prints a line
 * meanwhile starts it with {@link #CLEAR_LINE}; the bar then reappears below it.
 */
public final class TerminalProgress implements Progress {

    /** Goes to the start of the terminal's line and empties it (ECMA-48 EL). */
    public static final String CLEAR_LINE = "\r\u001b[K";

    private static final int MILLIS_BETWEEN_REDRAWS = 200;

    private final PrintStream terminal;
    private final int width;

    /**
     * @param terminal to draw on
     * @param width columns of the terminal
     */
    public TerminalProgress(PrintStream terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    @Override
    public Task begin(String name, long total, String unit) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                .setUpdateIntervalMillis(MILLIS_BETWEEN_REDRAWS)
                .showSpeed(new DecimalFormat("#,##0"))
                .setMaxRenderedLength(width)
                .setConsumer(new LineConsumer(terminal, width))
                .build();
        return new Task() {
            @Override
            public void advanceTo(long done) {
                bar.stepTo(done);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
