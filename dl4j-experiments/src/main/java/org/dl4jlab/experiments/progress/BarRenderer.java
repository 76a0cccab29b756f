package org.dl4jlab.experiments.progress;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * Draws {@code Training  47% ━━━━━━━──────  71,234 images/s  0:12 left}: the speed is that of the last second or so, not
 * the mean, so that a slow start does not spoil the estimate. The library's own styles count colour codes as columns.
 */
final class BarRenderer implements ProgressBarRenderer {

    private static final double SECONDS_OF_MEMORY = 1.5;
    private static final int NARROWEST_BAR = 5;
    private static final int WIDEST_BAR = 40;

    private final String unit;
    private final String full;
    private final String empty;
    private double lastSeconds;
    private long lastDone;
    private double speed;

    /** @param drawn whether the terminal can show line-drawing characters */
    BarRenderer(String unit, boolean drawn) {
        this.unit = unit;
        this.full = drawn ? "━" : "#";
        this.empty = drawn ? "─" : ".";
    }

    @Override
    public String render(ProgressState state, int columns) {
        return render(
                state.getTaskName(),
                state.getCurrent(),
                state.getMax(),
                state.getElapsedAfterStart().toNanos() / 1e9,
                columns);
    }

    /** @param total at most 0 if it is not known */
    String render(String name, long done, long total, double seconds, int columns) {
        measure(done, seconds);
        String rate = speed > 0 ? String.format(Locale.ROOT, "  %,.0f %s/s", speed, unit) : "";
        if (total <= 0) {
            return fit(String.format(Locale.ROOT, "%s  %,d %s%s", name, done, unit, rate), columns);
        }
        double share = Math.min(1, (double) done / total);
        String left = speed > 0 && share < 1 ? "  " + clock((total - done) / speed) + " left" : "";
        String head = String.format(Locale.ROOT, "%s %3.0f%% ", name, Math.floor(100 * share));
        int room = columns - 1 - head.length() - rate.length() - left.length();
        if (room < NARROWEST_BAR) {
            return fit(head + rate + left, columns);
        }
        int width = Math.min(room, WIDEST_BAR);
        int filled = (int) Math.round(share * width);
        return head + full.repeat(filled) + empty.repeat(width - filled) + rate + left;
    }

    private void measure(long done, double seconds) {
        double elapsed = seconds - lastSeconds;
        if (elapsed <= 0) {
            return;
        }
        double now = (done - lastDone) / elapsed;
        double weight = lastSeconds == 0 ? 1 : 1 - Math.exp(-elapsed / SECONDS_OF_MEMORY);
        speed += weight * (now - speed);
        lastSeconds = seconds;
        lastDone = done;
    }

    private static String clock(double seconds) {
        long s = Math.min(Math.round(seconds), 99L * 3600);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    // A line that wraps cannot be cleared again.
    private static String fit(String line, int columns) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }
}
