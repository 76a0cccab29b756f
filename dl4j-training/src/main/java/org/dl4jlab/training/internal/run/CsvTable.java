package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table of numbers that a run left: a header line, then rows of cells with commas between them and no quotes. (Tables that
 * users bring along, with quotes and other separators, are read in {@code org.dl4jlab.data.folder}.)
 *
 * @param file that it was read from
 * @param header the first line; empty for an empty file
 * @param lines the others
 */
record CsvTable(Path file, String header, List<String> lines) {

    private static final String SEPARATOR = ",";

    /** @throws IOException if the file cannot be read or is too long for a table */
    static CsvTable read(Path file) throws IOException {
        return of(file, Files.readString(RegularFile.require(file, RegularFile.LONGEST_TABLE)));
    }

    /** Reads a file that may be growing: a last line that is not whole yet is left out. */
    static CsvTable readGrowing(Path file) throws IOException {
        String text = Files.readString(RegularFile.require(file, RegularFile.LONGEST_TABLE));
        return of(file, text.substring(0, text.lastIndexOf('\n') + 1));
    }

    private static CsvTable of(Path file, String text) {
        List<String> all = text.lines().toList();
        return all.isEmpty()
                ? new CsvTable(file, "", List.of())
                : new CsvTable(file, all.get(0), all.subList(1, all.size()));
    }

    int columns() {
        return header.split(SEPARATOR).length;
    }

    /** @throws IOException if the first line is another; the message names the file */
    CsvTable requireHeader(String wanted, String what) throws IOException {
        return require(header.equals(wanted), wanted, what);
    }

    /** @throws IOException if the first line does not begin like this; the message names the file */
    CsvTable requireFirstColumns(String wanted, String what) throws IOException {
        return require(header.startsWith(wanted), wanted + ",…", what);
    }

    private CsvTable require(boolean fits, String wanted, String what) throws IOException {
        if (!fits) {
            throw new IOException(file + " is not " + what + ": its first line is not \"" + wanted + "\"");
        }
        return this;
    }

    /**
     * Reads the rows.
     *
     * @param what one of them is, for messages
     * @param reader gets as many cells as there are columns; a cell that is no number may fail with a {@link
     *     NumberFormatException}
     * @throws IOException if a row cannot be read; the message names file and line
     */
    <T> List<T> rows(String what, Function<String[], T> reader) throws IOException {
        int columns = columns();
        List<T> rows = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(SEPARATOR, -1);
            try {
                if (cells.length != columns) {
                    throw new NumberFormatException(cells.length + " cells in " + columns + " columns");
                }
                rows.add(reader.apply(cells));
            } catch (NumberFormatException e) {
                throw new IOException(file + " line " + (i + 2) + " is no " + what + ": " + lines.get(i), e);
            }
        }
        return rows;
    }
}
