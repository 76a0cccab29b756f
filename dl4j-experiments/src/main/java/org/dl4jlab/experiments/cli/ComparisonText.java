package org.dl4jlab.experiments.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dl4jlab.reports.compare.Comparison;
import org.dl4jlab.reports.compare.GroupPair;
import org.dl4jlab.reports.compare.RunGroup;
import org.dl4jlab.reports.compare.Sample;

/** A comparison for the terminal. */
final class ComparisonText {

    private ComparisonText() {}

    static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        comparison.notes().forEach(note -> text.append(String.format(Locale.ROOT, "Note: %s%n", note)));
        text.append(
                String.format(Locale.ROOT, "Results, mean %s sample standard deviation over the seeds%n", plusMinus()));
        text.append(table(results(comparison)));
        if (comparison.differing().isEmpty()) {
            text.append(String.format(Locale.ROOT, "%nNo setting differs.%n"));
        } else {
            text.append(String.format(Locale.ROOT, "%nSettings that differ%n"));
            text.append(table(settings(comparison)));
        }
        text.append(System.lineSeparator());
        for (GroupPair pair : comparison.pairs()) {
            text.append(String.format(Locale.ROOT, "%s: %s%n", pair.headline(), pair.explanation()));
        }
        return text.toString();
    }

    private static List<List<String>> results(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("runs", "seeds", "test accuracy", "test loss", "validation accuracy"));
        for (RunGroup group : comparison.groups()) {
            rows.add(List.of(
                    group.name(),
                    String.valueOf(group.runs().size()),
                    spread(group.accuracy(), 100, 2) + " %",
                    spread(group.loss(), 1, 4),
                    group.validationAccuracy()
                            .map(s -> spread(s, 100, 2) + " %")
                            .orElse("-")));
        }
        return rows;
    }

    private static List<List<String>> settings(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                Stream.concat(Stream.of("setting"), comparison.groups().stream().map(RunGroup::name))
                        .toList());
        comparison
                .differing()
                .forEach(d -> rows.add(Stream.concat(Stream.of(d.setting()), d.values().stream())
                        .toList()));
        return rows;
    }

    /** The first column starts at the left, the others end at the right. */
    private static String table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append("  ").append(String.format(Locale.ROOT, "%-" + width[0] + "s", row.get(0)));
            for (int c = 1; c < columns; c++) {
                text.append("  ").append(String.format(Locale.ROOT, "%" + width[c] + "s", row.get(c)));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String spread(Sample sample, double unit, int digits) {
        String mean = decimal(unit * sample.mean(), digits);
        return Double.isFinite(sample.deviation())
                ? mean + " " + plusMinus() + " " + decimal(unit * sample.deviation(), digits)
                : mean;
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String plusMinus() {
        return Terminal.canPrint("±") ? "±" : "+/-";
    }
}
