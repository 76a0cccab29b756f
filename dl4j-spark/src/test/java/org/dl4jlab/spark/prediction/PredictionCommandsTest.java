package org.dl4jlab.spark.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.spark.testing.LabCall;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.testing.MadePictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code predict} and {@code evaluate} with {@code --master}, against the same commands without. */
class PredictionCommandsTest {

    private static final List<String> CLASSES = MadePictures.SHAPES.subList(0, 3);

    @TempDir
    static Path folder;

    private static Run run;
    private static Path pictures;

    @BeforeAll
    static void train() throws IOException {
        Path learn = MadePictures.folder(folder.resolve("learn"), CLASSES, 10, 1);
        run = Lab.in(folder.resolve("runs"))
                .train(
                        Experiment.named("shapes")
                                .data(DataSource.of(ImageFolder.of(learn)))
                                .network(Networks.SIMPLE_CNN)
                                .settings(TrainingSettings.of(2, 10).withLearningRate(0.05)),
                        Seed.of(1));
        pictures = MadePictures.folder(folder.resolve("some [pictures]"), CLASSES, 4, 2);
        Path discs = pictures.resolve("discs");
        // Names that Spark's own sources of files pass over, or programs leave behind, or a CSV file must quote.
        Files.move(discs.resolve("discs0.png"), discs.resolve("_first, of all.png"));
        Files.copy(discs.resolve("discs1.png"), discs.resolve(".hidden.png"));
        Files.createSymbolicLink(discs.resolve("nowhere.png"), folder.resolve("nowhere"));
        Files.createSymbolicLink(pictures.resolve("bars/linked.png"), discs.resolve("discs2.png"));
        Files.move(discs.resolve("discs3.png"), discs.resolve("by its content"));
        Files.writeString(discs.resolve("notes.txt"), "no picture");
        Files.writeString(discs.resolve("broken.png"), "no picture either");
    }

    @Test
    void theFileIsThatOfOneProcessByteForByte() throws Exception {
        Path here = folder.resolve("here.csv");
        Path there = folder.resolve("there.csv");
        // As a person writes it who is elsewhere.
        String given = Path.of("").toAbsolutePath().relativize(pictures).toString();

        LabCall cluster = LabCall.of(
                "predict", run.path().toString(), given, "--master", "local[2]", "--output", there.toString());
        LabCall process = LabCall.of("predict", run.path().toString(), given, "--output", here.toString());

        assertThat(there).hasSameBinaryContentAs(here);
        assertThat(Files.readAllLines(there))
                .hasSize(14)
                .anyMatch(row -> row.startsWith('"' + given + "/discs/_first, of all.png\","));
        assertThat(cluster.err())
                .isEqualTo(process.err())
                .contains("Left out: " + given + "/discs/broken.png is no picture", "nowhere.png is a link that leads");
        assertThat(cluster.out()).isEqualTo(process.out().replace("here.csv", "there.csv"));
        assertThat(cluster.code()).isEqualTo(process.code()).isOne();
    }

    @Test
    void aTableOfGoodPicturesEndsWell() throws Exception {
        Path table = folder.resolve("answers.parquet");
        String[] call = {
            "predict",
            run.path().toString(),
            pictures.resolve("bars").toUri().toString(),
            "--master=local[2]",
            "--output",
            table.toString()
        };

        LabCall first = LabCall.of(call);
        LabCall again = LabCall.of(call);

        assertThat(first.err()).isEmpty();
        assertThat(first.out()).isEqualTo("5 pictures in " + table + System.lineSeparator());
        assertThat(first.code()).isZero();
        try (Stream<Path> files = Files.list(table)) {
            assertThat(files).anyMatch(file -> file.toString().endsWith(".parquet"));
        }
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains(table + " already exists; name another folder");
    }

    @Test
    void aFolderWithoutPicturesAndNoFolderAtAllAreTold() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path csv = folder.resolve("none.csv");

        LabCall nothing = LabCall.of(
                "predict", run.path().toString(), empty.toString(), "--master", "local[2]", "--output", csv.toString());
        LabCall unknown = LabCall.of(
                "predict",
                run.path().toString(),
                "unknown://bucket/pictures",
                "--master",
                "local[2]",
                "--output",
                csv.toString());

        assertThat(nothing.code()).isOne();
        assertThat(nothing.err()).contains("Left out: " + empty + " holds no picture (JPEG");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("unknown://bucket/pictures is no address that this program can open");
    }

    @Test
    void anEvaluationIsThatOfOneProcess() throws Exception {
        LabCall cluster = LabCall.of("evaluate", run.path().toString(), pictures.toString(), "--master", "local[2]");
        LabCall process = LabCall.of("evaluate", run.path().toString(), pictures.toString());

        assertThat(cluster.err()).isEqualTo(process.err()).contains("Left out: discs/broken.png is no picture");
        assertThat(withoutFolders(cluster.out())).isEqualTo(withoutFolders(process.out()));
        assertThat(cluster.code()).isEqualTo(process.code()).isOne();
        try (Stream<Path> folders = Files.list(run.path().resolve("evaluations"))) {
            List<Path> both = folders.toList();
            assertThat(both).hasSize(2);
            assertThat(both.get(0).resolve("predictions.csv"))
                    .hasSameBinaryContentAs(both.get(1).resolve("predictions.csv"));
        }
    }

    private static String withoutFolders(String out) {
        return out.replaceAll("(?m)^(Written|Report): .*", "");
    }
}
