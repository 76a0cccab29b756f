package org.dl4jlab.experiments.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Writes each state of the bar over the last one and leaves an empty line at the end. The library's own consumer asks
 * the terminal through JLine, which warns on dumb terminals and keeps the terminal open.
 */
final class LineConsumer implements ProgressBarConsumer {

    private final PrintStream terminal;
    private final int width;
    private boolean closed;

    LineConsumer(PrintStream terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    @Override
    public int getMaxRenderedLength() {
        return width;
    }

    @Override
    public synchronized void accept(String bar) {
        if (!closed) {
            terminal.print(TerminalProgress.CLEAR_LINE + bar);
            terminal.flush();
        }
    }

    /** The library redraws once more after its end, on a thread of its own, which is ignored. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            terminal.print(TerminalProgress.CLEAR_LINE);
            terminal.flush();
        }
    }
}
