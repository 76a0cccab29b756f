package org.dl4jlab.reports.page;

import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.folder.DataPart;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.data.survey.DuplicatePictures;
import org.dl4jlab.data.survey.FolderSurvey;
import org.dl4jlab.reports.picture.ImageGrid;
import org.dl4jlab.reports.picture.Tile;

/** The page about a folder of pictures before training: what is in it, what is odd about it, and what it looks like. */
public final class FolderReport {

    private static final int SHEET_COLUMNS = 8;
    private static final int SHEET_CLASSES = 24;
    private static final double TILE_WIDTH = 84;

    private FolderReport() {}

    /**
     * Writes the page.
     *
     * @param data pictures of a folder
     * @throws IllegalArgumentException if the data did not come from a folder
     * @throws java.io.UncheckedIOException if it cannot be written; an earlier one then stays
     */
    public static Path write(LoadedData data, Path target) {
        FolderSurvey survey = data.pictures()
                .orElseThrow(() -> new IllegalArgumentException(data.spec().title() + " is no folder of pictures"))
                .survey();
        List<String> notes = new ArrayList<>();
        Figures figures = new Figures(notes);
        List<DomContent> sheet = sheet(data.train(), figures);
        Page page = new Page(
                data.spec().title(), "What is in this folder, before anything is trained on it.", survey.root());
        StatusNotice.ofNotes(notes).ifPresent(page::notice);
        AtomicFile.writeString(
                target,
                page.add("findings", "To look at", findings(survey))
                        .add("overview", "Overview", overview(data, survey))
                        .add("classes", "Classes", classes(survey))
                        .add("pictures", "Pictures", sheet)
                        .add("duplicates", "Duplicates", duplicates(survey))
                        .add("unused", "Files that are not used", unused(survey))
                        .render());
        return target;
    }

    /** What a person should look at; a sentence if there is nothing. */
    static List<DomContent> findings(FolderSurvey survey) {
        List<String> findings = survey.findings();
        return List.of(
                findings.isEmpty()
                        ? p("Nothing odd was found.")
                        : ul(findings.stream().map(finding -> li(finding)).toArray(DomContent[]::new)));
    }

    private static List<DomContent> overview(LoadedData data, FolderSurvey survey) {
        int pictures =
                survey.classes().stream().mapToInt(FolderSurvey.ClassCount::all).sum();
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put("pictures", text(Numbers.count(pictures)));
        facts.put("classes", text(Numbers.count(survey.classes().size())));
        for (DataPart part : DataPart.values()) {
            facts.put(part.title(), text(Numbers.count(survey.count(part))));
        }
        survey.split()
                .ifPresent(split -> facts.put(
                        "held back by content",
                        text(Numbers.shortPercent(split.fraction()) + ", seed " + split.seed())));
        survey.formats().forEach((format, count) -> facts.put(format.title(), text(Numbers.count(count))));
        facts.put(
                "smallest",
                text(survey.sizes().smallestWidth() + " x " + survey.sizes().smallestHeight()));
        facts.put(
                "median",
                text(survey.sizes().medianWidth() + " x " + survey.sizes().medianHeight()));
        facts.put(
                "largest",
                text(survey.sizes().largestWidth() + " x " + survey.sizes().largestHeight()));
        facts.put("different sizes", text(Numbers.count(survey.sizes().different())));
        facts.put("grey", text(Numbers.count(survey.grey())));
        facts.put("transparent", text(Numbers.count(survey.transparent())));
        facts.put("turned by a tag", text(Numbers.count(survey.turned())));
        facts.put("largest class / smallest", text(Numbers.decimal(survey.imbalance(), 1)));
        facts.put("mean", text(rounded(survey.mean())));
        facts.put("deviation", text(rounded(survey.std())));
        facts.put("looked at as", text(data.spec().shape() + " (channels, height, width)"));
        survey.junk().forEach((kind, count) -> facts.put("passed over: " + kind, text(Numbers.count(count))));
        return List.of(Tables.facts(facts));
    }

    private static String rounded(List<Float> values) {
        return values.stream()
                .map(value -> Numbers.decimal(value, 3))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private static List<DomContent> classes(FolderSurvey survey) {
        List<List<String>> rows = survey.classes().stream()
                .map(one -> List.of(
                        one.name(),
                        Numbers.count(one.train()),
                        Numbers.count(one.validation()),
                        Numbers.count(one.test()),
                        Numbers.count(one.all())))
                .toList();
        return List.of(Tables.table(
                "Pictures by class and part",
                List.of(
                        Tables.Column.words("class"),
                        Tables.Column.number("train"),
                        Tables.Column.number("validation"),
                        Tables.Column.number("test"),
                        Tables.Column.number("all")),
                rows,
                List.of(List.of(
                        "all",
                        Numbers.count(survey.count(DataPart.TRAIN)),
                        Numbers.count(survey.count(DataPart.VALIDATION)),
                        Numbers.count(survey.count(DataPart.TEST)),
                        Numbers.count(survey.classes().stream()
                                .mapToInt(FolderSurvey.ClassCount::all)
                                .sum())))));
    }

    /** The first pictures of each class, one class a row. */
    private static List<DomContent> sheet(ImageSet train, Figures figures) {
        List<Tile> tiles = new ArrayList<>();
        int classes = Math.min(SHEET_CLASSES, train.classCount());
        for (int c = 0; c < classes; c++) {
            int label = c;
            int[] own = IntStream.range(0, train.size())
                    .filter(i -> train.label(i) == label)
                    .toArray();
            for (int k = 0; k < Math.min(SHEET_COLUMNS, own.length); k++) {
                // Spread over the class, since neighbours in a folder are often alike.
                int i = own[(int) ((long) k * own.length / Math.min(SHEET_COLUMNS, own.length))];
                tiles.add(Tile.of(
                        PixelImages.of(train, i),
                        Tile.Line.plain(train.classNames().get(label))));
            }
        }
        return figures
                .drawn(
                        ImageGrid.of(
                                tiles,
                                SHEET_COLUMNS,
                                TILE_WIDTH,
                                "Pictures of " + classes + " classes as a network would see them."),
                        "Pictures of "
                                + (classes < train.classCount()
                                        ? "the first " + classes + " of " + train.classCount() + " classes"
                                        : "each class")
                                + " as a network would see them.")
                .stream()
                .toList();
    }

    private static List<DomContent> duplicates(FolderSurvey survey) {
        List<DomContent> content = new ArrayList<>();
        copies(content, "One file, byte for byte", survey.sameFile());
        copies(content, "Nearly the same picture", survey.nearlySame());
        return content;
    }

    private static void copies(List<DomContent> content, String title, List<DuplicatePictures> all) {
        if (all.isEmpty()) {
            return;
        }
        content.add(h3(title));
        content.add(Tables.table(
                title,
                List.of(
                        Tables.Column.words("pictures"),
                        Tables.Column.words("classes"),
                        Tables.Column.words("parts"),
                        Tables.Column.words("mind")),
                // Those that mislead come first.
                Stream.of(
                                all.stream().filter(FolderReport::misleads),
                                all.stream().filter(one -> !misleads(one)))
                        .flatMap(group -> group)
                        .map(FolderReport::row)
                        .toList(),
                List.of()));
    }

    private static boolean misleads(DuplicatePictures one) {
        return one.twoLabels() || one.acrossParts();
    }

    private static List<String> row(DuplicatePictures one) {
        return List.of(
                String.join(
                        "; ",
                        one.pictures().stream()
                                .map(DuplicatePictures.Copy::path)
                                .toList()),
                String.join(
                        ", ",
                        one.pictures().stream()
                                .map(DuplicatePictures.Copy::className)
                                .distinct()
                                .toList()),
                String.join(
                        ", ",
                        one.pictures().stream()
                                .map(copy -> copy.part().title())
                                .distinct()
                                .toList()),
                (one.twoLabels() ? "different labels" : "")
                        + (one.twoLabels() && one.acrossParts() ? ", " : "")
                        + (one.acrossParts() ? "in different parts" : ""));
    }

    private static List<DomContent> unused(FolderSurvey survey) {
        return survey.passedOver().isEmpty()
                ? List.of()
                : List.of(Tables.table(
                        "Every file that is not used, with its reason",
                        List.of(Tables.Column.words("file"), Tables.Column.words("it")),
                        survey.passedOver().stream()
                                .map(file -> List.of(file.path(), file.reason()))
                                .toList(),
                        List.of()));
    }
}
