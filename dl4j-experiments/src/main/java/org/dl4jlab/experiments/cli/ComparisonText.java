package org.dl4jlab.experiments.cli;

import java.util.Locale;
import java.util.stream.Stream;
import org.dl4jlab.reports.compare.Comparison;
import org.dl4jlab.reports.compare.GroupPair;
import org.dl4jlab.reports.compare.RunGroup;

/** A comparison for the terminal. */
final class ComparisonText {

    private ComparisonText() {}

    static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        comparison.notes().forEach(note -> text.append(String.format(Locale.ROOT, "Note: %s%n", note)));
        text.append(String.format(
                Locale.ROOT, "Results, mean %s sample standard deviation over the seeds%n", Terminal.plusMinus()));
        text.append(results(comparison));
        if (comparison.differing().isEmpty()) {
            text.append(String.format(Locale.ROOT, "%nNo setting differs.%n"));
        } else {
            text.append(String.format(Locale.ROOT, "%nSettings that differ%n"));
            text.append(settings(comparison));
        }
        text.append(System.lineSeparator());
        for (GroupPair pair : comparison.pairs()) {
            text.append(String.format(Locale.ROOT, "%s: %s%n", pair.headline(), pair.explanation()));
        }
        return text.toString();
    }

    private static TextTable results(Comparison comparison) {
        TextTable table = new TextTable("runs", "seeds", "test accuracy", "test loss", "validation accuracy");
        for (RunGroup group : comparison.groups()) {
            table.row(
                    group.name(),
                    String.valueOf(group.runs().size()),
                    Terminal.text(group.accuracy(), 100, 2) + " %",
                    Terminal.text(group.loss(), 1, 4),
                    group.validationAccuracy()
                            .map(s -> Terminal.text(s, 100, 2) + " %")
                            .orElse("-"));
        }
        return table;
    }

    private static TextTable settings(Comparison comparison) {
        TextTable table = new TextTable(
                Stream.concat(Stream.of("setting"), comparison.groups().stream().map(RunGroup::name))
                        .toList());
        comparison
                .differing()
                .forEach(d -> table.row(Stream.concat(Stream.of(d.setting()), d.values().stream())
                        .toList()));
        return table;
    }
}
