package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        List<String> lines = Files.readAllLines(RegularFile.require(file, RegularFile.LONGEST_TABLE));
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(file + " is not a loss series: its first line is not \"" + HEADER + "\"");
        }
        int n = lines.size() - 1;
        int[] step = new int[n];
        float[] loss = new float[n];
        for (int i = 0; i < n; i++) {
            String line = lines.get(i + 1);
            try {
                int comma = line.indexOf(',');
                step[i] = Integer.parseInt(line.substring(0, comma));
                loss[i] = Float.parseFloat(line.substring(comma + 1));
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new IOException(file + " line " + (i + 2) + " is no step and loss: " + line, e);
            }
        }
        return new LossSeries(step, loss);
    }
}
