package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.testing.SmallRuns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {

    @TempDir
    Path folder;

    private Path runs;
    private SmallRuns small;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void open() {
        runs = folder.resolve("runs");
        small = new SmallRuns(runs);
    }

    @Test
    void namesFoldersAndParentFoldersAreAllTaken() throws IOException {
        RunFolder first = small.done("cnn", 1, 950, Map.of());
        RunFolder second = small.done("cnn", 2, 951, Map.of());
        SmallRuns others = new SmallRuns(folder.resolve("others"));
        others.done("fc", 1, 870, Map.of("momentum", 0.9));
        others.done("fc", 2, 872, Map.of("momentum", 0.9));
        others.interrupted("fc", 3);

        int code = compare(
                first.path().toString(),
                second.path().getFileName().toString(),
                others.folder().toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("Left out: ", "its status is 'interrupted'")
                .containsPattern("cnn +2 +95\\.05 (±|\\+/-) 0\\.07 %")
                .containsPattern("fc +2 +87\\.10 (±|\\+/-) 0\\.14 %")
                .containsPattern("momentum +- +0\\.9")
                .contains("cnn is better than fc: the means lie 7.95 percentage points apart, 95 % interval ")
                .contains("Report: " + runs.resolve("compare-"));
        try (Stream<Path> found = Files.list(runs)) {
            Path made = found.filter(p -> p.getFileName().toString().startsWith("compare-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(made.resolve("compare.html")).isNotEmptyFile();
            assertThat(made.resolve("loss.png")).isNotEmptyFile();
        }
    }

    @Test
    void theReportGoesWhereItIsWanted() throws IOException {
        small.done("cnn", 1, 950, Map.of());
        small.done("fc", 1, 900, Map.of());
        Path wanted = folder.resolve("a/b");

        assertThat(compare(runs.toString(), "--report", wanted.toString())).isZero();
        assertThat(wanted.resolve("compare.html")).isNotEmptyFile();
        assertThat(out.toString()).contains("cannot be told");
    }

    @Test
    void aProgramGetsOneObject() throws IOException {
        small.done("cnn", 1, 950, Map.of());
        small.done("cnn", 2, 952, Map.of());
        small.done("fc", 1, 900, Map.of());
        small.interrupted("fc", 2);

        assertThat(compare(runs.toString(), "--json")).isZero();
        JsonNode printed = new ObjectMapper().readTree(out.toString());
        assertThat(printed.at("/groups/0/accuracy/mean").asDouble()).isEqualTo(0.951);
        assertThat(printed.at("/groups/0/accuracy/deviation").asDouble()).isPositive();
        assertThat(printed.at("/groups/1/accuracy/deviation").isMissingNode()).isTrue();
        assertThat(printed.at("/pairs/0/verdict").asText()).isEqualTo("cannot be told");
        assertThat(Path.of(printed.get("report").asText())).isNotEmptyFile();
        assertThat(err.toString()).contains("Left out: ");

        out.getBuffer().setLength(0);
        Path file = folder.resolve("result.json");
        assertThat(compare(runs.toString(), "--output", file.toString())).isZero();
        assertThat(out.toString()).contains("Results, mean");
        assertThat(new ObjectMapper().readTree(file.toFile()).get("groups")).isEqualTo(printed.get("groups"));
    }

    @Test
    void mistakesAreExplainedInOneLine() throws IOException {
        RunFolder done = small.done("mnist-cnn", 1, 950, Map.of());
        RunFolder stopped = small.interrupted("mnist-fc", 1);
        String name = done.path().getFileName().toString();
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertMistake("There is no run '" + name + "x'. Did you mean '" + name + "'?", name + "x");
        assertMistake(
                "has no result: its status is 'interrupted'",
                name,
                stopped.path().toString());
        assertMistake("Comparing needs runs of at least two experiments or settings", name);
        assertMistake("is not a run folder (it has no run.json), nor does it hold one", name, empty.toString());
        assertMistake("Missing required parameter: '<run>'");
        assertThat(runs).as("nothing was written").isDirectoryNotContaining("glob:**compare-*");
    }

    private void assertMistake(String explanation, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(compare(arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("Error: ").contains(explanation).hasLineCount(2);
    }

    private int compare(String... arguments) {
        CommandLine commandLine = LabProgram.standard().commandLine(folder.resolve("lab.log"));
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return commandLine.execute(
                Stream.concat(Stream.of("compare", "--runs-dir", runs.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
