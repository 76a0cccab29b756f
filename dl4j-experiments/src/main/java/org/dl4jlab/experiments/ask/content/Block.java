package org.dl4jlab.experiments.ask.content;

import java.util.List;
import org.dl4jlab.ui.server.LocalizedText;

/** A piece of an answer. */
public sealed interface Block {

    /** A paragraph. */
    record Text(LocalizedText words) implements Block {}

    /**
     * A table whose first column names the row.
     *
     * @param title above it
     * @param columns names, from left to right
     * @param rows cells, as many as there are columns
     */
    record Table(LocalizedText title, List<LocalizedText> columns, List<List<LocalizedText>> rows) implements Block {

        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int width = columns.size();
            rows.forEach(row -> {
                if (row.size() != width) {
                    throw new IllegalArgumentException("a row of " + width + " columns has " + row.size() + " cells");
                }
            });
        }
    }

    /** A diagram with a line below it. */
    record Picture(Diagram diagram, LocalizedText caption) implements Block {}
}
