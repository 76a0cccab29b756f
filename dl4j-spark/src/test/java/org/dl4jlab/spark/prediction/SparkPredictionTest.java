package org.dl4jlab.spark.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.parallel.ParallelCluster.Answered;
import org.dl4jlab.training.testing.MadePictures;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPredictionTest {

    private static final List<String> CLASSES = MadePictures.SHAPES.subList(0, 3);

    @TempDir
    static Path folder;

    private static SparkConnection connection;
    private static Run run;
    private static Path pictures;

    @BeforeAll
    static void train() throws IOException {
        connection = SparkConnection.open("local[2]", "test");
        Path learn = MadePictures.folder(folder.resolve("learn"), CLASSES, 20, 1);
        Experiment experiment = Experiment.named("shapes")
                .data(DataSource.of(ImageFolder.of(learn)))
                .network(Networks.SIMPLE_CNN)
                .settings(TrainingSettings.of(2, 10).withLearningRate(0.05));
        run = Lab.in(folder.resolve("runs")).train(experiment, Seed.of(1));
        pictures = MadePictures.folder(folder.resolve("some [pictures]"), CLASSES, 5, 2);
        Path deep = Files.createDirectories(pictures.resolve("bars/deeper"));
        // By its content it is a picture, whatever it calls itself.
        Files.move(pictures.resolve("bars/bars0.png"), deep.resolve("bars0.data"));
        Files.writeString(pictures.resolve("discs/notes.txt"), "no picture");
        Files.writeString(pictures.resolve("discs/broken.png"), "no picture either");
    }

    @AfterAll
    static void end() {
        connection.close();
    }

    @Test
    void theProbabilitiesAreThoseOfOneProcess() throws IOException {
        Path csv = folder.resolve("answers.csv");

        Answered summary =
                SparkPrediction.of(connection, run).predict(pictures.toString(), csv.toString(), StopSignal.NEVER);

        assertThat(summary.pictures()).isEqualTo(15);
        assertThat(summary.leftOut()).hasSize(1);
        assertThat(summary.leftOut().get(0))
                .startsWith(pictures.resolve("discs/broken.png") + " ")
                .contains("picture");
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(16);
        assertThat(rows.get(0)).isEqualTo("file,predicted,probability," + String.join(",", run.classNames()));
        try (Classifier classifier = run.classifier();
                Stream<Path> files = Files.walk(pictures)) {
            List<String> expected = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*(\\d\\.png|\\.data)"))
                    .map(file -> row(file, classifier))
                    .sorted()
                    .toList();
            assertThat(rows.subList(1, 16)).containsExactlyElementsOf(expected);
        }
    }

    private static String row(Path file, Classifier classifier) {
        try {
            Classification answer = classifier.classify(file);
            float[] all = new float[CLASSES.size()];
            answer.classes().forEach(ranked -> all[ranked.index()] = ranked.probability());
            RankedClass best = answer.best();
            StringBuilder row = new StringBuilder(file + "," + best.name() + "," + best.probability());
            for (float probability : all) {
                row.append(',').append(probability);
            }
            return row.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aParquetFileHasEveryPictureAndTheReasonsOfThoseLeftOut() throws IOException {
        Path output = folder.resolve("answers.parquet");

        SparkPrediction.of(connection, run).predict(pictures.toUri().toString(), output.toString(), StopSignal.NEVER);

        // It hands a condition on by Java serialization, which the filter of the lab's own process may forbid.
        connection.session().conf().set("spark.sql.parquet.filterPushdown", "false");
        Dataset<Row> table = connection.session().read().parquet(output.toString());
        assertThat(table.columns())
                .containsExactlyInAnyOrder("path", "predicted", "probability", "probabilities", "reason");
        assertThat(table.filter("reason is null").count()).isEqualTo(15);
        assertThat(table.filter("size(probabilities) = 3").count()).isEqualTo(15);
        Row broken = table.filter("reason is not null").first();
        assertThat(broken.<String>getAs("path")).endsWith("broken.png");
        assertThat(broken.<String>getAs("predicted")).isNull();
        assertThatThrownBy(() -> SparkPrediction.of(connection, run)
                        .predict(pictures.toString(), output.toString(), StopSignal.NEVER))
                .hasMessageContaining("already exists");
    }

    @Test
    void anEvaluationIsThatOfOneProcess() throws IOException {
        DataEvaluation alone = Lab.in(folder.resolve("runs")).evaluate(run, DataSource.of(ImageFolder.of(pictures)));

        DataEvaluation together = SparkPrediction.of(connection, run).evaluate(pictures, LabOptions.defaults());

        assertThat(together.images()).isEqualTo(alone.images());
        assertThat(together.leftOut()).isEqualTo(alone.leftOut());
        assertThat(together.evaluation().predictions())
                .usingRecursiveComparison()
                .isEqualTo(alone.evaluation().predictions());
        assertThat(together.folder().resolve("predictions.csv"))
                .hasSameTextualContentAs(alone.folder().resolve("predictions.csv"));
    }

    @Test
    void anObjectStoreIsAskedAboutLikeAFolder() throws IOException {
        connection.context().hadoopConfiguration().set("fs.store.impl", StoreFileSystem.class.getName());
        Path hidden = pictures.resolve("bars/.hidden.png");
        Files.copy(pictures.resolve("bars/bars1.png"), hidden);
        Path csv = folder.resolve("stored.csv");
        Path here = folder.resolve("here.csv");

        try (SparkPrediction prediction = SparkPrediction.of(connection, run)) {
            String address = "store://pictures" + pictures;
            Answered stored = prediction.predict(address, csv.toString(), StopSignal.NEVER);
            Answered local = prediction.predict(pictures.toString(), here.toString(), StopSignal.NEVER);

            assertThat(stored.pictures()).isEqualTo(local.pictures()).isEqualTo(15);
            assertThat(stored.leftOut())
                    .containsExactly("store://pictures" + local.leftOut().get(0));
            assertThat(Files.readString(csv).replace("store://pictures", "")).isEqualTo(Files.readString(here));
            assertThatThrownBy(() -> prediction.predict(address + "/nowhere", csv.toString(), StopSignal.NEVER))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("There is no folder " + address + "/nowhere.");
        } finally {
            Files.delete(hidden);
        }
    }

    @Test
    void networksThatAreNotAskedAnyMoreAreClosed() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        for (int seed = 1; seed <= 3; seed++) {
            Run other = Lab.in(folder.resolve("others"))
                    .train(experiment, experiment.settings().withEpochs(1), Seed.of(seed));
            SparkPrediction.of(connection, other)
                    .predict(pictures.toString(), folder.resolve("others.csv").toString(), StopSignal.NEVER);

            assertThat(OpenNetworks.size()).isOne();
        }
    }

    @Test
    void aStopLeavesNothing() throws IOException {
        Path csv = folder.resolve("stopped.csv");
        try (SparkPrediction prediction = SparkPrediction.of(connection, run)) {
            assertThatThrownBy(() -> prediction.predict(pictures.toString(), csv.toString(), () -> true))
                    .isInstanceOf(CancellationException.class);
            assertThatThrownBy(() ->
                            prediction.evaluate(pictures, LabOptions.defaults().withStop(() -> true)))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(csv).doesNotExist();
    }

    @Test
    void whatIsNotThereOrNotUnderstoodIsNamed() throws IOException {
        SparkPrediction prediction = SparkPrediction.of(connection, run);

        assertThatThrownBy(
                        () -> prediction.predict(folder.resolve("nowhere").toString(), "answers.csv", StopSignal.NEVER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> prediction.predict(pictures.toString(), "answers.xml", StopSignal.NEVER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must end in .csv or .parquet, but is answers.xml");
        assertThatThrownBy(() -> prediction.evaluate(folder.resolve("nowhere"), LabOptions.defaults()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere is no folder of pictures");
    }
}
