package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jlab.reports.compare.Comparison;
import org.dl4jlab.reports.compare.FinishedRun;
import org.dl4jlab.reports.picture.PngImage;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.testing.SmallRuns;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {

    @TempDir
    Path folder;

    @Test
    void thePageHoldsVerdictTableSettingsCurvesAndRuns() throws IOException {
        SmallRuns runs = new SmallRuns(folder.resolve("runs"));
        List<FinishedRun> given = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            given.add(read(runs.done("cnn", seed, 940 + seed, Map.of("learningRate", 0.1))));
            given.add(read(runs.done("cnn", seed, 880 + seed, Map.of("learningRate", 0.01))));
        }

        Path page = ComparisonReport.write(Comparison.of(given), folder.resolve("out/new"));

        Document document = Jsoup.parse(Files.readString(page));
        assertThat(document.select("h2").eachText())
                .containsExactly("Result", "Settings that differ", "Training", "Runs");
        assertThat(document.select("#result .verdict.met").text())
                .contains("cnn learningRate=0.1 is better than cnn learningRate=0.01", "n = 3 and 3", "6.00");
        assertThat(document.select("#result tbody tr").eachText())
                .satisfiesExactly(
                        row -> assertThat(row).contains("cnn learningRate=0.1 3 94.20 ± 0.10 %", "0.0580 ± 0.0010"),
                        row -> assertThat(row).contains("cnn learningRate=0.01 3 88.20 ± 0.10 %"));
        assertThat(document.select("#settings tbody tr").eachText()).containsExactly("learningRate 0.1 0.01");
        assertThat(document.select("#training img").eachAttr("alt"))
                .satisfiesExactly(
                        loss -> assertThat(loss).startsWith("Training loss"),
                        accuracy -> assertThat(accuracy).startsWith("Validation accuracy"));
        assertThat(document.select("#runs dt")).hasSize(6);
        assertThat(document.select("[src], [href], [srcset]"))
                .as("self-contained")
                .allSatisfy(e -> assertThat(e.attr("src") + e.attr("srcset") + e.attr("href"))
                        .matches("(?s)(data:|#).*"));
        assertThat(PngImage.read(page.resolveSibling("loss.png")).description()).startsWith("Training loss");
        assertThat(PngImage.read(page.resolveSibling("accuracy.png")).width()).isPositive();
    }

    @Test
    void aRunWithoutTablesStillHasItsResult() throws IOException {
        SmallRuns runs = new SmallRuns(folder);
        List<FinishedRun> given = new ArrayList<>();
        for (String experiment : List.of("cnn", "fc")) {
            var run = runs.done(experiment, 1, 900, Map.of());
            Files.delete(run.lossesFile());
            Files.delete(run.metricsFile());
            given.add(read(run));
        }

        Path page = ComparisonReport.write(Comparison.of(given), folder.resolve("out"));

        Document document = Jsoup.parse(Files.readString(page));
        assertThat(document.select("h2").eachText()).doesNotContain("Training");
        assertThat(document.select("#result .verdict").text()).contains("cannot be told");
        assertThat(page.resolveSibling("loss.png")).doesNotExist();
    }

    private static FinishedRun read(RunFolder run) throws IOException {
        return FinishedRun.read(RecordedRun.open(run.path()));
    }
}
