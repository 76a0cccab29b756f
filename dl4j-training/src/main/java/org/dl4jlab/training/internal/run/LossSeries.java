package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The content of {@code losses.csv}: the training loss of single steps, each measured before its update.
 *
 * @param step number of the optimiser step, counted from 1, rising
 * @param loss mean over the step's batch, in nats; as long as {@code step}
 */
public record LossSeries(int[] step, float[] loss) {

    private static final String HEADER = "step,loss";

    public LossSeries {
        if (step.length != loss.length) {
            throw new IllegalArgumentException(step.length + " steps do not fit " + loss.length + " losses");
        }
    }

    public int size() {
        return step.length;
    }

    /** The series as comma-separated values with a header line. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < step.length; i++) {
            csv.append(step[i]).append(',').append(loss[i]).append('\n');
        }
        return csv.toString();
    }

    /**
     * Reads a series that {@link #toCsv()} wrote.
     *
     * @throws IOException if the file cannot be read or is not such a series; the message names file and line
     */
    public static LossSeries read(Path file) throws IOException {
        CsvTable table = CsvTable.read(file).requireHeader(HEADER, "a loss series");
        int[] step = new int[table.lines().size()];
        float[] loss = new float[step.length];
        int[] row = {0};
        table.rows("step and loss", cells -> {
            step[row[0]] = Integer.parseInt(cells[0]);
            loss[row[0]] = Float.parseFloat(cells[1]);
            return row[0]++;
        });
        return new LossSeries(step, loss);
    }
}
