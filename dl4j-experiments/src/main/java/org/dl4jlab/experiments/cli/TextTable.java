package org.dl4jlab.experiments.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for a terminal. The first column starts at the left, the others end at the right. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** @param titles of the columns */
    TextTable(String... titles) {
        this(List.of(titles));
    }

    TextTable(List<String> titles) {
        rows.add(List.copyOf(titles));
    }

    /** @throws IllegalArgumentException if there are not as many cells as columns */
    TextTable row(String... cells) {
        return row(Arrays.asList(cells));
    }

    TextTable row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "A row of " + rows.get(0).size() + " columns got " + cells.size() + " cells.");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** One line per row, each indented and ended by a line separator. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                String space = " ".repeat(width(c) - row.get(c).length());
                text.append(GAP).append(c == 0 ? row.get(c) + space : space + row.get(c));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
