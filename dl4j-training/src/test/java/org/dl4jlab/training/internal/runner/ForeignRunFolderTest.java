package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.checkpoint.KeptNetwork;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the folder of a run that was stopped may come from anywhere. */
class ForeignRunFolderTest {

    private static final Experiment EXPERIMENT = SliceExperiment.of("fc2layer", false);

    @TempDir
    Path temporary;

    private RunFolder folder;
    private Path elsewhere;

    @BeforeEach
    void stoppedRun() throws IOException {
        RecordedRun stopped = new ExperimentRunner(
                        temporary.resolve("runs"), LabOptions.defaults().withStop(new StopAfter(6)))
                .run(EXPERIMENT, EXPERIMENT.settings().withEpochs(1), 1);
        folder = stopped.folder();
        elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("mine.txt"), "mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "pictures", "progress.csv", "run.log", "stats.bin"})
    void nothingIsWrittenOrRemovedThroughALink(String name) throws IOException {
        Path place = folder.path().resolve(name);
        Path target = name.contains(".") ? elsewhere.resolve("mine.txt") : elsewhere;
        if (Files.isDirectory(place)) {
            try (Stream<Path> inside = Files.list(place)) {
                for (Path file : inside.toList()) {
                    Files.move(file, elsewhere.resolve(file.getFileName()));
                }
            }
        }
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, target);

        assertThatThrownBy(this::resume)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("is a link, and nothing is written through it");
        assertThat(elsewhere.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void filesThatAreNotOfTheRunStayBesideItsCheckpoints() throws IOException {
        Path notes = Files.writeString(folder.checkpoints().resolve("notes.txt"), "mine");

        assertThat(resume().status()).isEqualTo(RunStatus.DONE);
        assertThat(folder.checkpoints()).isDirectoryContaining(notes::equals);
        try (Stream<Path> left = Files.list(folder.checkpoints())) {
            assertThat(left).containsExactly(notes);
        }
    }

    @Test
    void aRunThatWasKilledIsEvaluatedByItsNewestCheckpoint() throws IOException {
        Files.delete(folder.modelFile());

        DataEvaluation found = evaluate();

        assertThat(found.evaluation().count()).isEqualTo(300);
        assertThat(found.folder().resolve("evaluation.json")).isNotEmptyFile();
    }

    @Test
    void aRunWithoutNetworkIsRefusedBeforeAFolderIsMade() throws IOException {
        Files.delete(folder.modelFile());
        Files.delete(folder.checkpoints().resolve("network.json"));

        assertThatThrownBy(this::evaluate).isInstanceOf(IOException.class).hasMessageContaining("has no network yet");
        assertThat(folder.path().resolve("evaluations")).doesNotExist();
    }

    @Test
    void evaluationsAreNotWrittenThroughALink() throws IOException {
        Files.createSymbolicLink(folder.path().resolve("evaluations"), elsewhere);

        assertThatThrownBy(this::evaluate).isInstanceOf(IOException.class).hasMessageContaining("is a link");
        assertThat(elsewhere).isDirectoryNotContaining(Files::isDirectory);
    }

    @Test
    void aNetworkOfMoreParametersThanItsCheckpointTakesNoMemoryForThem() throws IOException {
        Files.delete(folder.modelFile());
        Path network = folder.checkpoints().resolve("network.json");
        Files.writeString(network, Files.readString(network).replaceFirst("\"nout\" : \\d+", "\"nout\" : 2000000000"));

        assertThatThrownBy(() -> KeptNetwork.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("network.json")
                .hasMessageContaining("parameters, and there are");
    }

    private RecordedRun resume() throws IOException {
        return new ExperimentRunner(temporary.resolve("runs"), LabOptions.defaults())
                .resume(EXPERIMENT, folder, UnaryOperator.identity());
    }

    private DataEvaluation evaluate() throws IOException {
        return new RunDataEvaluator(LabOptions.defaults())
                .evaluate(new RecordedRun(folder, folder.readRecord()), DataSource.of(MnistSlice.load()));
    }
}
