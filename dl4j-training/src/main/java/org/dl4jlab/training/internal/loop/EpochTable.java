package org.dl4jlab.training.internal.loop;

import java.util.Locale;
import org.dl4jlab.training.internal.run.MetricsTable;

/** Metrics as lines of text for a terminal or a log: one row per epoch under one header. */
final class EpochTable {

    private static final String LAYOUT = "%9s  %13s  %10s  %9s  %8s  %8s  %9s  %8s";

    private EpochTable() {}

    static String header() {
        return String.format(
                Locale.ROOT,
                LAYOUT,
                "epoch",
                "learning rate",
                "train loss",
                "train acc",
                "val loss",
                "val acc",
                "images/s",
                "time");
    }

    /** @param epochs of the whole training */
    static String row(MetricsTable.Row row, int epochs) {
        return String.format(
                Locale.ROOT,
                LAYOUT,
                row.epoch() + "/" + epochs,
                String.format(Locale.ROOT, "%.3g", row.learningRate()),
                String.format(Locale.ROOT, "%.4f", row.trainLoss()),
                percent(row.trainAccuracy()),
                row.validationLoss() == null ? "-" : String.format(Locale.ROOT, "%.4f", row.validationLoss()),
                percent(row.validationAccuracy()),
                String.format(Locale.ROOT, "%,.0f", row.imagesPerSecond()),
                time(row.seconds()));
    }

    private static String percent(Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
