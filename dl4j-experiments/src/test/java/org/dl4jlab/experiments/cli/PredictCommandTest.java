package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PredictCommandTest {

    @TempDir
    static Path folder;

    private static RunFolder run;
    private static Path pictures;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        Experiment fc = SliceExperiment.of("fc2layer", false);
        run = new ExperimentRunner(folder.resolve("runs"), LabOptions.defaults())
                .run(fc, fc.settings().withEpochs(2), 1)
                .folder();
        pictures = Files.createDirectory(folder.resolve("pictures"));
        for (int i = 0; i < 3; i++) {
            ImageIO.write(
                    PixelImages.of(MnistSlice.load().test(), i),
                    "png",
                    pictures.resolve("digit" + i + ".png").toFile());
        }
    }

    @Test
    void aFolderIsPrintedAsATable() {
        assertThat(predict(pictures.toString(), "--top", "2")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.matches(".*digit\\d\\.png   \\d +\\d+\\.\\d %   \\d +\\d+\\.\\d %"))
                .isSorted();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void jsonHoldsWhatTheTestFoundAndWhatCouldNotBeRead() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        assertThat(predict(pictures.toString(), broken.toString(), "--json", "--top", "99"))
                .isEqualTo(ExitCode.FAILED);
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertThat(json.get("dataSet").asText()).isEqualTo("mnist");
        assertThat(json.get("pictures")).hasSize(3);
        for (int i = 0; i < 3; i++) {
            JsonNode best = json.get("pictures").get(i).get("classes").get(0);
            assertThat(best.get("index").asInt())
                    .isEqualTo(run.readEvaluation().predictions().get(i).predicted());
            assertThat(json.get("pictures").get(i).get("classes")).hasSize(10);
        }
        assertThat(json.get("unreadable").get(0).get("file").asText()).isEqualTo(broken.toString());
        assertThat(err.toString()).contains("Left out: " + broken + " is no picture");
    }

    @Test
    void wrongUsageSaysWhatIsWrong() {
        assertThat(predict()).isEqualTo(ExitCode.USAGE);
        assertThat(predict(pictures.toString(), "--top", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--top must be at least 1");
        Path answers = folder.resolve("unwanted.csv");
        assertThat(predict(pictures.toString(), "--top", "2", "--output", answers.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--output writes the probabilities of all classes, so --top has no effect");
        assertThat(answers).doesNotExist();
    }

    @Test
    void anOutputThatCannotBeWrittenIsToldBeforeTheWork() {
        Path nowhere = folder.resolve("nowhere").resolve("answers.csv");
        assertThat(predict(pictures.toString(), "--output", nowhere.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("There is no folder " + nowhere.getParent());
        assertThat(predict(pictures.toString(), "--output", "answers.txt")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("must end in .csv or .jsonl");
    }

    @Test
    void anOutputThatIsNotCompleteLeavesTheEarlierOneAndNothingElse() throws IOException {
        Path answers = Files.createDirectory(folder.resolve("answers")).resolve("answers.csv");
        assertThat(predict(pictures.toString(), "--output", answers.toString())).isEqualTo(ExitCode.DONE);
        String earlier = Files.readString(answers);
        assertThat(earlier.lines()).hasSize(4);

        try (Classifier classifier = Classifier.open(run.path())) {
            Classification answer = classifier.classify(pictures.resolve("digit0.png"));
            assertThatThrownBy(() -> PredictionFile.write(answers, classifier.classNames(), file -> {
                        file.write(Path.of("other.png"), answer);
                        throw new IOException("the disk is full");
                    }))
                    .hasMessageContaining("the disk is full");
        }

        assertThat(answers).hasContent(earlier);
        assertThat(answers.getParent()).isDirectoryNotContaining(file -> !file.equals(answers));
    }

    private int predict(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "predict";
        all[1] = run.path().toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        CommandLine commandLine = LabProgram.standard().commandLine(folder.resolve("lab.log"));
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
