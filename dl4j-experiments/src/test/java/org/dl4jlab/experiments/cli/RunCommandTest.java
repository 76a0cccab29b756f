package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real training on a few images of MNIST. */
class RunCommandTest {

    @TempDir
    Path folder;

    @Test
    void aProgramGetsTheResultsAndNothingElse() throws IOException {
        NativeRuntime.load();
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        StringWriter out = new StringWriter();
        CommandLine commandLine = LabProgram.of(experiment)
                .commandLine(folder.resolve("lab.log"), "run")
                .setOut(new PrintWriter(out, true));

        assertThat(commandLine.execute(
                        "run",
                        experiment.name(),
                        "--seeds",
                        "2",
                        "--runs-dir",
                        folder.resolve("runs").toString(),
                        "--json"))
                .isZero();

        JsonNode printed = new ObjectMapper().readTree(out.toString());
        assertThat(printed.get("runs")).hasSize(2);
        assertThat(printed.at("/runs/1/seed").asLong()).isEqualTo(2);
        assertThat(printed.at("/runs/0/status").asText()).isEqualTo("done");
        assertThat(printed.at("/accuracy/mean").asDouble())
                .isEqualTo((printed.at("/runs/0/accuracy").asDouble()
                                + printed.at("/runs/1/accuracy").asDouble())
                        / 2);
        assertThat(Path.of(printed.at("/runs/0/report").asText())).isNotEmptyFile();
    }
}
