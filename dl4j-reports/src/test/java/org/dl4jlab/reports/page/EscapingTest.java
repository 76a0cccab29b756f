package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Whatever a name, message or setting holds, the page shows it as text and stays the page it is. */
class EscapingTest {

    private static Path folder;
    private static Set<String> harmlessStructure;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("escaping");
        harmlessStructure = structure(page("harmless"));
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        for (String file : List.of("run.json", "predictions.csv", "report.html")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }

    @Property(tries = 200)
    void textNeverBecomesMarkup(@ForAll("nasty") String text) throws IOException {
        Document page = page(text);

        assertThat(structure(page)).isEqualTo(harmlessStructure);
        assertThat(page.title()).isEqualTo(shown("experiment " + text));
        assertThat(page.select("h1").text()).isEqualTo(shown("experiment " + text));
        assertThat(page.select(".lead").text()).isEqualTo(shown("question " + text));
        assertThat(folded(page.select("pre.command").text())).isEqualTo(shown("command " + text));
        assertThat(page.select("#network td").first().text()).isEqualTo(shown("kind " + text));
        assertThat(page.select("#settings dt").first().text()).isEqualTo(shown("setting " + key(text)));
        assertThat(page.select("#settings dd").first().text()).isEqualTo(shown("value " + text));
    }

    @Property(tries = 15)
    void classNamesNeverBecomeMarkup(@ForAll("nasty") String text) throws IOException {
        List<String> classes = List.of("first " + text, "second " + text, "third " + text);
        Evaluation evaluation = SampleRun.evaluation(SampleRun.images(30), 1);
        RunFolder run = new RunFolder(folder);
        run.write(SampleRun.record(1, evaluation, classes));
        run.write(evaluation);
        try {
            Document page = Jsoup.parse(Files.readString(RunReport.write(folder)));

            assertThat(page.select("script, iframe, form, link, b")).isEmpty();
            assertThat(page.select("#classes table.numbers tbody th").eachText())
                    .isEqualTo(classes.stream().map(EscapingTest::shown).toList());
            assertThat(page.select("#classes img").attr("alt")).contains("Confusion matrix of 3 classes");
        } finally {
            Files.delete(run.predictionsFile());
        }
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of(
                                "<",
                                ">",
                                "&",
                                "\"",
                                "'",
                                "&lt;",
                                "</",
                                "<b>",
                                "<script>",
                                "</title>",
                                "</style>",
                                "</pre>",
                                "<!--",
                                "-->",
                                "]]>",
                                "=",
                                "`",
                                " onload=alert(1) ",
                                "javascript:",
                                "\u0000",
                                "\u001b[31m",
                                "\u0085",
                                "\u009f",
                                "\u202e",
                                "\u2066",
                                "\ud800",
                                "猫",
                                "\n",
                                "a")
                        .list()
                        .ofMaxSize(8)
                        .map(parts -> String.join("", parts)));
    }

    private static Document page(String text) throws IOException {
        RunFolder run = new RunFolder(folder);
        run.write(new RunRecord(
                RunRecord.FORMAT,
                "experiment " + text,
                "question " + text,
                RunStatus.FAILED,
                "message " + text,
                "command " + text,
                1,
                Map.of("setting " + key(text), "value " + text),
                new RunRecord.Engine(true, 0, "precision " + text, true),
                new RunRecord.Data(
                        "id " + text,
                        "title " + text,
                        List.of(1, 8, 8),
                        List.of("class " + text),
                        1,
                        1,
                        1,
                        false,
                        Map.of("file " + key(text), "sum " + text),
                        SmallRuns.input(1, 8, 8)),
                new RunRecord.Network(
                        "network " + text,
                        1,
                        0,
                        false,
                        "float32",
                        List.of(new RunRecord.Layer("layer " + text, "kind " + text, List.of(1L), 1, 1))),
                new RunRecord.Weights("weights " + text, 1),
                null,
                List.of(new RunRecord.Resumed(
                        1,
                        Instant.EPOCH,
                        "command " + text,
                        1,
                        Map.of("setting " + key(text), new RunRecord.Change("from " + text, "to " + text)))),
                new RunRecord.Expected(0, 1),
                new RunRecord.Result(0.5, 1, 1, 2),
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                new RunRecord.Source("commit " + text, true),
                Map.of("version " + key(text), "number " + text),
                new RunRecord.Machine("cpu " + text, 1, 1, 1, 1)));
        return Jsoup.parse(Files.readString(RunReport.write(folder)));
    }

    /** JSON can carry half of a surrogate pair in a value, but not in a name. */
    private static String key(String text) {
        return text.replaceAll("\\p{Cs}", "");
    }

    /** Every kind of element with the names of its attributes. */
    private static Set<String> structure(Document page) {
        Set<String> structure = new TreeSet<>();
        for (Element element : page.getAllElements()) {
            Set<String> attributes = new TreeSet<>();
            for (Attribute attribute : element.attributes()) {
                attributes.add(attribute.getKey());
            }
            structure.add(element.tagName() + attributes);
        }
        structure.add("elements: " + page.getAllElements().size());
        return structure;
    }

    /** As a browser's parser shows it: what cannot be written replaced, white space folded. */
    private static String shown(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .forEach(c -> clean.appendCodePoint(
                        Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                                        || c >= 0xD800 && c <= 0xDFFF
                                        || c >= 0x202A && c <= 0x202E
                                        || c >= 0x2066 && c <= 0x2069
                                        || c == 0xFFFE
                                        || c == 0xFFFF
                                ? 0xFFFD
                                : c));
        return folded(clean.toString());
    }

    /** White space as a paragraph has it; a preformatted block keeps its own. */
    private static String folded(String text) {
        return Jsoup.parse("<p></p>").selectFirst("p").text(text).text();
    }
}
