package org.dl4jlab.reports.page;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tfoot;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tables and lists of facts with the markup that screen readers need. */
public final class Tables {

    private Tables() {}

    /**
     * A table whose first column names the row. It scrolls inside its own box if the screen is too narrow.
     *
     * @param title read out first, shown above
     * @param columns from left to right
     * @param rows cells, as many per row as there are columns
     * @param foot last rows, set apart: sums and means
     */
    public static DomContent table(
            String title, List<Column> columns, List<List<String>> rows, List<List<String>> foot) {
        return div(j2html.TagCreator.table(
                                caption(span(title)),
                                thead(tr(each(
                                        columns,
                                        c -> th(c.name).attr("scope", "col").withClass(c.cssClass())))),
                                tbody(each(rows, cells -> row(columns, cells))),
                                foot.isEmpty() ? null : tfoot(each(foot, cells -> row(columns, cells))))
                        .withClass("numbers"))
                .withClass("scroll")
                // A box that scrolls must be reachable by keyboard.
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", title);
    }

    /**
     * A column of a table.
     *
     * @param name in the head
     * @param words whether it holds words, which start at the left, or numbers, which end at the right
     */
    public record Column(String name, boolean words) {

        public static Column words(String name) {
            return new Column(name, true);
        }

        public static Column number(String name) {
            return new Column(name, false);
        }

        private String cssClass() {
            return words ? "words" : "number";
        }
    }

    /** Names and values below each other, side by side where there is room. */
    public static DomContent facts(Map<String, DomContent> facts) {
        return dl(each(facts, (name, value) -> div(dt(name), dd(value)))).withClass("facts");
    }

    private static DomContent row(List<Column> columns, List<String> cells) {
        return tr(
                th(cells.get(0)).attr("scope", "row").withClass(columns.get(0).cssClass()),
                each(
                        IntStream.range(1, cells.size()).boxed().toList(),
                        i -> td(cells.get(i)).withClass(columns.get(i).cssClass())));
    }
}
