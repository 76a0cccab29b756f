package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The content of {@code metrics.csv}: one row per epoch, oldest first. An empty cell means that nothing was measured.
 *
 * @param rows in the order of training
 */
public record MetricsTable(List<Row> rows) {

    private static final String HEADER =
            "epoch,step,learningRate,trainLoss,validationLoss,validationAccuracy,imagesPerSecond,seconds,trainAccuracy,"
                    + "penalty";

    public MetricsTable {
        rows = List.copyOf(rows);
    }

    /**
     * What was measured over one epoch.
     *
     * @param epoch counted from 1
     * @param step optimiser steps taken since the start of training
     * @param learningRate of the epoch's last step
     * @param trainLoss mean loss of the epoch's batches, each taken before its step, without penalty, in nats
     * @param validationLoss mean loss on the held-out images; null if none are held out
     * @param validationAccuracy in [0, 1]; null if none are held out
     * @param imagesPerSecond trained in this epoch
     * @param seconds of training since the start, validation not counted
     * @param trainAccuracy on a fixed sample of the training images, unchanged and after the epoch, in [0, 1]; null if
     *     not measured
     * @param penalty what L1 and L2 regularisation add to the loss with the weights at the end of the epoch, in nats; null
     *     without regularisation
     */
    public record Row(
            int epoch,
            int step,
            double learningRate,
            double trainLoss,
            Double validationLoss,
            Double validationAccuracy,
            double imagesPerSecond,
            double seconds,
            Double trainAccuracy,
            Double penalty) {

        /** A row without accuracy on the training images and without penalty. */
        public Row(
                int epoch,
                int step,
                double learningRate,
                double trainLoss,
                Double validationLoss,
                Double validationAccuracy,
                double imagesPerSecond,
                double seconds) {
            this(
                    epoch,
                    step,
                    learningRate,
                    trainLoss,
                    validationLoss,
                    validationAccuracy,
                    imagesPerSecond,
                    seconds,
                    null,
                    null);
        }
    }

    /** The table as comma-separated values with a header line. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (Row r : rows) {
            csv.append(r.epoch()).append(',').append(r.step()).append(',');
            csv.append(r.learningRate()).append(',').append(r.trainLoss()).append(',');
            csv.append(cell(r.validationLoss())).append(',');
            csv.append(cell(r.validationAccuracy())).append(',');
            csv.append(String.format(Locale.ROOT, "%.1f,%.3f,", r.imagesPerSecond(), r.seconds()));
            csv.append(cell(r.trainAccuracy())).append(',');
            csv.append(cell(r.penalty())).append('\n');
        }
        return csv.toString();
    }

    /**
     * Reads a table that {@link #toCsv()} wrote.
     *
     * @throws IOException if the file cannot be read or is not such a table; the message names file and line
     */
    public static MetricsTable read(Path file) throws IOException {
        return new MetricsTable(CsvTable.read(file)
                .requireHeader(HEADER, "a metrics table")
                .rows(
                        "row of metrics",
                        cells -> new Row(
                                Integer.parseInt(cells[0]),
                                Integer.parseInt(cells[1]),
                                Double.parseDouble(cells[2]),
                                Double.parseDouble(cells[3]),
                                optional(cells[4]),
                                optional(cells[5]),
                                Double.parseDouble(cells[6]),
                                Double.parseDouble(cells[7]),
                                optional(cells[8]),
                                optional(cells[9]))));
    }

    private static String cell(Double value) {
        return value == null ? "" : value.toString();
    }

    private static Double optional(String cell) {
        return cell.isEmpty() ? null : Double.valueOf(cell);
    }
}
