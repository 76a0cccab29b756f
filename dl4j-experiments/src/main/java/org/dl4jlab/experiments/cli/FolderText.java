package org.dl4jlab.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dl4jlab.data.folder.DataPart;
import org.dl4jlab.data.survey.DuplicatePictures;
import org.dl4jlab.data.survey.FolderSurvey;

/** What a folder of pictures holds, in lines for a terminal. */
final class FolderText {

    /** Of one picture, in a line; the page shows them, too. */
    private static final int MOST_COPIES = 6;

    private FolderText() {}

    static void print(FolderSurvey survey, PrintWriter out) {
        int width = Math.max(
                5,
                survey.classes().stream().mapToInt(c -> c.name().length()).max().orElse(0));
        out.println(survey.root());
        out.printf(Locale.ROOT, "  %-" + width + "s %9s %11s %9s%n", "class", "train", "validation", "test");
        survey.classes()
                .forEach(one -> out.printf(
                        Locale.ROOT,
                        "  %-" + width + "s %,9d %,11d %,9d%n",
                        one.name(),
                        one.train(),
                        one.validation(),
                        one.test()));
        out.printf(
                Locale.ROOT,
                "  %-" + width + "s %,9d %,11d %,9d%n",
                "all",
                survey.count(DataPart.TRAIN),
                survey.count(DataPart.VALIDATION),
                survey.count(DataPart.TEST));
        survey.split()
                .ifPresent(split -> out.printf(
                        Locale.ROOT,
                        "Test pictures are held back by their content: %.0f%%, seed %d%n",
                        100 * split.fraction(),
                        split.seed()));
        out.println("Formats: "
                + survey.formats().entrySet().stream()
                        .map(entry -> entry.getKey().title() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        out.printf(
                Locale.ROOT,
                "Sizes: %d x %d to %d x %d, median %d x %d, %d different%n",
                survey.sizes().smallestWidth(),
                survey.sizes().smallestHeight(),
                survey.sizes().largestWidth(),
                survey.sizes().largestHeight(),
                survey.sizes().medianWidth(),
                survey.sizes().medianHeight(),
                survey.sizes().different());
        out.printf(
                Locale.ROOT,
                "Grey: %d, transparent: %d, turned by a tag: %d%n",
                survey.grey(),
                survey.transparent(),
                survey.turned());
        out.printf(Locale.ROOT, "Mean %s, deviation %s%n", rounded(survey.mean()), rounded(survey.std()));
        survey.findings().forEach(finding -> out.println("! " + finding));
        copies("one file", survey.sameFile(), out);
        copies("nearly the same", survey.nearlySame(), out);
        if (!survey.junk().isEmpty()) {
            out.println("Passed over, since programs leave it behind: "
                    + survey.junk().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ")));
        }
        survey.passedOver().forEach(file -> out.println("Not used: " + file));
    }

    private static String rounded(List<Float> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.3f", value))
                .collect(Collectors.joining(" "));
    }

    /** Those that mislead a training or its test. */
    private static void copies(String what, List<DuplicatePictures> all, PrintWriter out) {
        all.stream()
                .filter(one -> one.acrossParts() || one.twoLabels())
                .forEach(one -> out.println("! "
                        + one.pictures().stream()
                                .limit(MOST_COPIES)
                                .map(copy -> copy.path() + " (" + copy.part().title() + ")")
                                .collect(Collectors.joining(" and "))
                        + (one.pictures().size() > MOST_COPIES
                                ? " and " + (one.pictures().size() - MOST_COPIES) + " more"
                                : "")
                        + " are " + what + (one.twoLabels() ? ", with different labels" : "")));
    }
}
