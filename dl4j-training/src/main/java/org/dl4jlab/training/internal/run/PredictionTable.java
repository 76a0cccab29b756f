package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;

/**
 * {@code predictions.csv}: what the network said about every test image, from which the whole {@link Evaluation} can be
 * rebuilt. Columns: index, label, predicted, loss, then the probability of each class.
 */
public final class PredictionTable {

    private static final String FIRST_COLUMNS = "index,label,predicted,loss";

    /** As many as a folder of pictures may have. The confusion matrix takes memory for the square of them. */
    private static final int MOST_CLASSES = 4096;

    private PredictionTable() {}

    public static String toCsv(Evaluation evaluation) {
        int classes = evaluation.confusion().length;
        StringBuilder csv = new StringBuilder(FIRST_COLUMNS);
        for (int c = 0; c < classes; c++) {
            csv.append(",p").append(c);
        }
        csv.append('\n');
        for (Prediction p : evaluation.predictions()) {
            csv.append(p.index()).append(',').append(p.label()).append(',').append(p.predicted());
            csv.append(',').append(p.loss());
            for (float probability : p.probabilities()) {
                csv.append(',').append(probability);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    public static Evaluation read(Path file) throws IOException {
        CsvTable table = CsvTable.read(file).requireFirstColumns(FIRST_COLUMNS, "a table of predictions");
        int classes = table.columns() - FIRST_COLUMNS.split(",").length;
        if (classes > MOST_CLASSES) {
            throw new IOException(file + " has " + classes + " classes, and at most " + MOST_CLASSES + " are expected");
        }
        List<Prediction> predictions = table.rows("prediction", cells -> parse(cells, classes));
        if (predictions.isEmpty()) {
            throw new IOException(file + " holds no prediction");
        }
        return Evaluation.of(classes, predictions);
    }

    /** @throws NumberFormatException if it is no class */
    private static int classIndex(String cell, int classes) {
        int index = Integer.parseInt(cell);
        if (index < 0 || index >= classes) {
            throw new NumberFormatException("there is no class " + index);
        }
        return index;
    }

    private static Prediction parse(String[] cells, int classes) {
        float[] probabilities = new float[classes];
        for (int c = 0; c < classes; c++) {
            probabilities[c] = Float.parseFloat(cells[4 + c]);
        }
        return new Prediction(
                Integer.parseInt(cells[0]),
                classIndex(cells[1], classes),
                classIndex(cells[2], classes),
                probabilities,
                Double.parseDouble(cells[3]));
    }
}
