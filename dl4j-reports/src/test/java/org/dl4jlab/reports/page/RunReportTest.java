package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunReportTest {

    @TempDir
    Path folder;

    @Test
    void aCompleteRunShowsEverySectionResultFirst() throws IOException {
        Document page = report(SampleRun.complete(folder, 1));

        assertThat(page.select("main > section").eachAttr("id"))
                .containsExactly(
                        "result",
                        "training",
                        "classes",
                        "test-images",
                        "worst-errors",
                        "samples",
                        "settings",
                        "network",
                        "provenance");
        assertThat(page.select("h1").text()).isEqualTo("pets-cnn");
        assertThat(page.select("header .lead").text()).isEqualTo("Can a small network tell pets apart?");
        assertThat(page.select(".notice")).isEmpty();
        assertThat(page.select("nav a").eachAttr("href"))
                .containsExactlyElementsOf(page.select("main > section").eachAttr("id").stream()
                        .map(id -> "#" + id)
                        .toList());
    }

    @Test
    void theResultSaysAccuracyBandLossParametersAndSpeed() throws IOException {
        RunFolder run = SampleRun.tables(folder, 1);
        RunRecord.Result result = run.readRecord().result();
        Element section = report(run).selectFirst("#result");

        assertThat(section.select(".headline").text().replace('\u00a0', ' '))
                .isEqualTo(String.format(Locale.ROOT, "%.2f %% test accuracy", 100 * result.accuracy()));
        assertThat(section.select(".verdict.met").text().replace('\u00a0', ' '))
                .isEqualTo("✓ This run is inside the expected band of 50 % to 90 %.");
        assertThat(section.select(".tile").eachText().toString().replace('\u00a0', ' '))
                .contains("6,422 parameters", "2.50 s training time", "40,000 training images per second");
    }

    @Test
    void aResultOutsideItsBandSaysOnWhichSide() throws IOException {
        RunFolder run = SampleRun.tables(folder, 1);
        RunRecord record = run.readRecord();
        run.write(new RunRecord(
                record.format(),
                record.experiment(),
                record.question(),
                record.status(),
                null,
                record.command(),
                record.seed(),
                record.settings(),
                record.engine(),
                record.data(),
                record.network(),
                null,
                null,
                null,
                new RunRecord.Expected(0.97, 0.99),
                record.result(),
                record.timings(),
                record.started(),
                record.finished(),
                record.source(),
                record.versions(),
                record.machine()));

        assertThat(report(run).select(".verdict.missed").text()).startsWith("✗ This run is below the expected band");
    }

    @Test
    void thePageNeedsNothingFromOutsideAndRunsNothing() throws IOException {
        SampleRun.complete(folder, 1);
        String html = Files.readString(RunReport.write(folder));
        Document page = Jsoup.parse(html);

        assertThat(html).doesNotContain("http:", "https:", "url(", "@import");
        assertThat(page.select("script, iframe, object, embed, link, base, form"))
                .isEmpty();
        for (Element loading : page.select("[src], [srcset]")) {
            String address = loading.hasAttr("src") ? loading.attr("src") : loading.attr("srcset");
            assertThat(address).startsWith("data:image/png;base64,");
            byte[] png = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
            assertThat(Arrays.copyOf(png, 4)).containsExactly(0x89, 'P', 'N', 'G');
        }
        assertThat(page.select("[href]").eachAttr("href")).allMatch(h -> h.startsWith("#"));
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @Test
    void thePageSuitsPhonesDarkScreensAndScreenReaders() throws IOException {
        Document page = report(SampleRun.complete(folder, 1));

        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("meta[name=viewport]").attr("content")).contains("width=device-width");
        assertThat(page.select("style").html()).contains("prefers-color-scheme: dark", "max-width: 640px");
        assertThat(page.select("img")).hasSize(8).allSatisfy(img -> {
            assertThat(img.attr("alt")).hasSizeGreaterThan(20);
            assertThat(Integer.parseInt(img.attr("width"))).isPositive();
            assertThat(img.parent().select("source[media*=dark]")).isNotEmpty();
        });
        assertThat(page.select("svg[role=img]").attr("aria-label")).contains("expected band");
        assertThat(page.select("table")).isNotEmpty().allSatisfy(table -> {
            assertThat(table.selectFirst("caption").text()).isNotBlank();
            assertThat(table.select("th:not([scope])")).isEmpty();
            assertThat(table.parent().hasClass("scroll")).isTrue();
            assertThat(table.parent().attr("tabindex")).isEqualTo("0");
        });
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("main > section"))
                .allSatisfy(s -> assertThat(page.getElementById(s.attr("aria-labelledby")))
                        .isNotNull());
    }

    @Test
    void classScoresFollowFromTheConfusionMatrix() throws IOException {
        RunFolder run = SampleRun.tables(folder, 1);
        int[][] confusion = run.readEvaluation().confusion();
        Document page = report(run);

        List<String> cat = page.select("#classes table.numbers tbody tr")
                .first()
                .select("th, td")
                .eachText();
        int column = confusion[0][0] + confusion[1][0] + confusion[2][0];
        assertThat(cat.get(0)).isEqualTo("cat");
        assertThat(cat.get(1)).isEqualTo("20");
        assertThat(cat.get(2).replace('\u00a0', ' '))
                .isEqualTo(String.format(Locale.ROOT, "%.1f %%", 100.0 * confusion[0][0] / column));
        assertThat(cat.get(5)).isEqualTo("dog (" + confusion[0][1] + ")");
        assertThat(page.select("table.heat tbody tr").get(1).select("td").get(1).text())
                .isEqualTo(String.valueOf(confusion[1][1]));
    }

    @Test
    void columnsInWhichNothingWasMeasuredAreLeftOut() throws IOException {
        RunFolder run = SampleRun.tables(folder, 1);
        assertThat(report(run).select("#training thead th").eachText()).contains("validation loss");

        run.write(new MetricsTable(List.of(new MetricsTable.Row(1, 50, 0.01, 0.9, null, null, 39_000, 1.2))));

        assertThat(report(run).select("#training thead th").eachText())
                .containsExactly("epoch", "step", "learning rate", "training loss", "images/s", "seconds");
    }

    @Test
    void theProvenanceHasSeedCommandChecksumsCommitVersionsAndMachine() throws IOException {
        String text =
                report(SampleRun.tables(folder, 7)).selectFirst("#provenance").text();

        assertThat(text)
                .contains("dl4j-lab run pets-cnn --seed 7", "seed 7", "ab".repeat(32))
                .contains("0123456789abcdef0123456789abcdef01234567", "17.0.15", "Some CPU, 2 cores");
    }

    @Test
    void theSameFolderGivesTheSamePage() throws IOException {
        SampleRun.complete(folder, 1);
        byte[] first = Files.readAllBytes(RunReport.write(folder));

        assertThat(Files.readAllBytes(RunReport.write(folder))).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "run.json", "metrics.csv", "losses.csv", "predictions.csv", "pictures", "report.html");
        }
    }

    @Test
    void anInterruptedRunGetsAReportThatSaysSo() throws IOException {
        RunFolder run = SampleRun.tables(folder, 1);
        Files.delete(run.predictionsFile());
        run.write(SampleRun.withStatus(
                run.readRecord(), RunStatus.INTERRUPTED, "stopped by the user after 40 training steps", null));
        Document page = report(run);

        assertThat(page.select(".notice").text())
                .isEqualTo("This run was interrupted. The report shows what it had reached by then."
                        + " Reason: stopped by the user after 40 training steps.");
        assertThat(page.select("#training img")).isNotEmpty();
        assertThat(page.select("#classes")).isEmpty();
        assertThat(page.select(".headline")).isEmpty();
    }

    @Test
    void aRunThatBarelyBeganGetsAReportToo() throws IOException {
        RunFolder run = new RunFolder(folder);
        run.write(SmallRuns.started("pets-cnn", "Why?", "dl4j-lab run pets-cnn", 1, Map.of(), null, Instant.EPOCH));
        Document killed = report(run);
        assertThat(killed.select(".notice").text())
                .startsWith("This run was interrupted.")
                .endsWith("Its process ended without finishing it.");
        try (RunLock held = RunLock.hold(run)) {
            assertThat(held).isNotNull();
            assertThat(report(run).select(".notice").text()).startsWith("This run has not finished.");
        }
        run.write(run.readRecord().end(RunStatus.FAILED, "no network", Instant.EPOCH));
        Document failed = report(run);
        assertThat(failed.select(".notice").text()).startsWith("This run failed.");
        assertThat(failed.select("main > section").eachAttr("id")).containsExactly("provenance");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{}", "{\"experiment\":\"x\"}", "{\"experiment\":\"x\",\"status\":7}"})
    void aDamagedRecordIsOneClearSentence(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), json);

        assertThatThrownBy(() -> RunReport.write(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoRunIsRefused() {
        assertThatThrownBy(() -> RunReport.write(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a run folder");
        assertThatThrownBy(() -> RunReport.write(folder.resolve("nowhere"))).isInstanceOf(IOException.class);
    }

    @Test
    void damagedTablesAndPicturesAreLeftOutAndNamed() throws IOException {
        RunFolder run = SampleRun.complete(folder, 1);
        Files.writeString(run.metricsFile(), "epoch,step\n1");
        Files.writeString(run.lossesFile(), Files.readString(run.lossesFile()) + "101,not a number\n");
        Files.writeString(run.predictionsFile(), "index,label,predicted,loss,p0,p1,p2\n0,9,0,1.0,0.1,0.2,0.7\n");
        Path picture = run.pictures().resolve(RunPictures.SAMPLES + ".png");
        Files.write(picture, Arrays.copyOf(Files.readAllBytes(picture), 100));
        Document page = report(run);

        assertThat(page.select(".notice li").eachText())
                .hasSize(4)
                .anySatisfy(n -> assertThat(n).contains("metrics.csv"))
                .anySatisfy(n -> assertThat(n).contains("losses.csv line 102"))
                .anySatisfy(n -> assertThat(n).contains("predictions.csv"))
                .anySatisfy(n -> assertThat(n).contains("samples.png is not a readable PNG"));
        assertThat(page.select("main > section").eachAttr("id"))
                .containsExactly(
                        "result", "test-images", "worst-errors", "samples", "settings", "network", "provenance");
    }

    @Test
    void predictionsOfAnotherRunAreNotShownAsThisOnes() throws IOException {
        RunFolder run = SampleRun.tables(folder, 1);
        Path other = SampleRun.tables(folder.resolve("other"), 2).predictionsFile();
        Files.copy(other, run.predictionsFile(), StandardCopyOption.REPLACE_EXISTING);
        Document page = report(run);

        assertThat(page.select("#classes")).isEmpty();
        assertThat(page.select(".notice li").text()).contains("images right, but run.json says");
    }

    private static Document report(RunFolder run) throws IOException {
        return Jsoup.parse(Files.readString(RunReport.write(run.path())));
    }
}
