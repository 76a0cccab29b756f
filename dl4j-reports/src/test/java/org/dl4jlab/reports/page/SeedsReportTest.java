package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunFolder;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedsReportTest {

    @TempDir
    Path runs;

    @Test
    void meanAndDeviationComeFirstThenEverySeed() throws IOException {
        List<Path> folders = folders(3);
        double[] accuracies = new double[3];
        for (int i = 0; i < 3; i++) {
            accuracies[i] =
                    100 * RunFolder.open(folders.get(i)).readRecord().result().accuracy();
        }
        double mean = (accuracies[0] + accuracies[1] + accuracies[2]) / 3;
        double squares = 0;
        for (double a : accuracies) {
            squares += (a - mean) * (a - mean);
        }
        Document page = report(folders);

        assertThat(page.select(".headline .value").text().replace('\u00a0', ' '))
                .isEqualTo(String.format(Locale.ROOT, "%.2f ± %.2f %%", mean, Math.sqrt(squares / 2)));
        assertThat(page.select("#runs tbody th").eachText()).containsExactly("1", "2", "3");
        assertThat(page.select("#training img").first().attr("alt")).contains("3 seeds");
        assertThat(page.select("#classes table.numbers tfoot td").first().text())
                .isEqualTo("180");
        assertThat(page.select("svg.gauge circle")).hasSize(3);
        assertThat(page.select(".notice")).isEmpty();
    }

    @Test
    void aRunThatDidNotFinishIsNamedAndNotCounted() throws IOException {
        List<Path> folders = folders(3);
        RunFolder second = RunFolder.open(folders.get(1));
        second.write(SampleRun.withStatus(second.readRecord(), RunStatus.INTERRUPTED, "stopped", null));
        Document page = report(folders);

        assertThat(page.select(".notice li").text())
                .isEqualTo("Seed 2 is left out of the means: its run is interrupted");
        assertThat(page.select("#runs tbody th").eachText()).containsExactly("1", "3");
    }

    @Test
    void oneSeedHasNoDeviation() throws IOException {
        assertThat(report(folders(1)).select(".headline .value").text()).doesNotContain("±");
    }

    @Test
    void nothingFinishedIsSaid() throws IOException {
        List<Path> folders = folders(1);
        RunFolder run = RunFolder.open(folders.get(0));
        run.write(SampleRun.withStatus(run.readRecord(), RunStatus.RUNNING, null, null));

        assertThat(report(folders).select("#result").text()).contains("No run has finished yet.");
    }

    @Test
    void runsOfAnotherRecipeAreNotAveraged() throws IOException {
        List<Path> folders = folders(2);
        RunFolder second = RunFolder.open(folders.get(1));
        String json = Files.readString(second.recordFile());
        Files.writeString(second.recordFile(), json.replace("0.01", "0.02"));

        assertThatThrownBy(() -> report(folders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one recipe, but they differ in learningRate");
    }

    @Test
    void runsOfAnotherMachineAreNoted() throws IOException {
        List<Path> folders = folders(2);
        RunFolder second = RunFolder.open(folders.get(1));
        String json = Files.readString(second.recordFile());
        Files.writeString(second.recordFile(), json.replaceAll("\"cores\" *: *\\d+", "\"cores\" : 77"));

        assertThat(report(folders).select(".notice").text())
                .startsWith("These runs differ by more than the seed: they do not share their machines.");
    }

    @Test
    void differentExperimentsAreRefused() throws IOException {
        List<Path> folders = folders(2);
        RunFolder second = RunFolder.open(folders.get(1));
        String json = Files.readString(second.recordFile());
        Files.writeString(second.recordFile(), json.replace("\"pets-cnn\"", "\"pets-fc\""));

        assertThatThrownBy(() -> report(folders))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[pets-cnn, pets-fc]");
        assertThatThrownBy(() -> report(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Path> folders(int seeds) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            folders.add(SampleRun.tables(runs.resolve("s" + seed), seed).path());
        }
        return folders;
    }

    private Document report(List<Path> folders) throws IOException {
        return Jsoup.parse(Files.readString(SeedsReport.write(folders, runs.resolve("seeds.html"))));
    }
}
