package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code progress.csv}, which may be growing while it is read.
 *
 * @param rows of rising steps
 */
public record ProgressTable(List<Row> rows) {

    /**
     * Where a run stood at one moment.
     *
     * @param step optimiser steps done
     * @param images trained on so far, repeats counted
     * @param loss mean of the steps since the row before, in nats
     * @param imagesPerSecond since the row before, pauses not counted; 0 in the first row
     * @param seconds since training began, or went on
     */
    public record Row(int step, long images, double loss, double imagesPerSecond, double seconds) {}

    public ProgressTable {
        rows = List.copyOf(rows);
    }

    /**
     * Reads what is there by now. A last line that is not whole yet is left out, and so are rows of steps that were done
     * once more after a run was continued.
     *
     * @throws IOException if the file cannot be read or is no such table
     */
    public static ProgressTable read(Path file) throws IOException {
        CsvTable table = CsvTable.readGrowing(file);
        if (table.header().isEmpty()) {
            return new ProgressTable(List.of());
        }
        List<Row> rows = new ArrayList<>();
        for (Row row : table.requireHeader(ProgressFile.HEADER, "a table of progress")
                .rows("row of progress", ProgressTable::row)) {
            while (!rows.isEmpty() && rows.get(rows.size() - 1).step() >= row.step()) {
                rows.remove(rows.size() - 1);
            }
            rows.add(row);
        }
        return new ProgressTable(rows);
    }

    private static Row row(String[] cells) {
        return new Row(
                Integer.parseInt(cells[0]),
                Long.parseLong(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]));
    }
}
