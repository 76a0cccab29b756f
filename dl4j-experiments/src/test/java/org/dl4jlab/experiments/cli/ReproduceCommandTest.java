package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SliceExperiment;
import org.dl4jlab.training.testing.SmallRuns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trainings on a few images of MNIST. */
class ReproduceCommandTest {

    private static final Experiment EXPERIMENT = SliceExperiment.of("simple-cnn", false);

    @TempDir
    static Path trained;

    private static Path first;
    private static Path otherSeed;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        NativeRuntime.load();
        first = run(7);
        otherSeed = run(8);
    }

    @Test
    void theSameMachineGivesTheSameBits() throws IOException {
        RunFolder original = copyOfFirst();

        assertThat(reproduce(original)).isZero();
        assertThat(out.toString())
                .containsPattern("equal +parameters \\(SHA-256\\) +[0-9a-f]{16}\n")
                .containsPattern("equal +training loss of every step +30 steps")
                .containsPattern("equal +test accuracy +\\d+/100")
                .containsPattern("equal +average test loss")
                .containsPattern("equal +predicted probabilities +100 test images")
                .contains("versions, machine and threads are the same", "Reproduced: ");
    }

    @Test
    void whatDiffersIsNamedAndTheExitCodeIs1() throws IOException {
        RunFolder original = copyOfFirst();
        RunFolder other = new RunFolder(otherSeed);
        Files.copy(other.modelFile(), original.modelFile(), StandardCopyOption.REPLACE_EXISTING);
        LossSeries losses = original.readLosses();
        losses.loss()[4] = Math.nextUp(losses.loss()[4]);
        original.write(losses);
        RunRecord record = original.readRecord();
        Files.writeString(
                original.recordFile(),
                Files.readString(original.recordFile())
                        .replace("\"threads\" : " + record.machine().threads(), "\"threads\" : 77"));

        assertThat(reproduce(original)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .containsPattern("different +parameters \\(SHA-256\\) +[0-9a-f]{16}, now [0-9a-f]{16}")
                .containsPattern("different +training loss of every step +first at step 5 ")
                .containsPattern("equal +test accuracy")
                .contains("threads: 77, now " + record.machine().threads(), "NOT reproduced");
    }

    @Test
    void whatTheFirstRunDidNotKeepIsNotClaimedToBeEqual() throws IOException {
        RunFolder original = copyOfFirst();
        Files.delete(original.modelFile());

        assertThat(reproduce(original)).isZero();
        assertThat(out.toString())
                .containsPattern("not recorded +parameters \\(SHA-256\\) +the first run has no model.zip");
    }

    @Test
    void aRunThatIsNotDoneCannotBeReproduced() throws IOException {
        RunFolder stopped = new SmallRuns(folder).interrupted("slice-simple-cnn", 1);

        assertThat(stopped.readRecord().status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThatThrownBy(() -> reproduce(stopped))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no result");
    }

    private int reproduce(RunFolder original) throws IOException {
        Lab lab = Lab.in(folder.resolve("again"));
        return ReproduceCommand.report(
                lab.reproduce(EXPERIMENT, lab.open(original.path())), new PrintWriter(out, true));
    }

    private static Path run(long seed) throws IOException {
        TrainingSettings settings = EXPERIMENT
                .settings()
                .withEpochs(3)
                .withTrainImages(200)
                .withTestImages(100)
                .withLearningRate(0.0123);
        return Lab.in(trained).train(EXPERIMENT, settings, Seed.of(seed)).path();
    }

    private RunFolder copyOfFirst() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("first"));
        try (Stream<Path> files = Files.list(first)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return new RunFolder(copy);
    }
}
