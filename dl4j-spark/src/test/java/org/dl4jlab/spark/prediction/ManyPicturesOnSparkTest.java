package org.dl4jlab.spark.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.spark.local.LocalCluster;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.parallel.ParallelCluster.Answered;
import org.dl4jlab.training.testing.MadePictures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As many pictures as {@code dl4jlab.spark.pictures} says, 100,000 unless it says otherwise, on a real master and two workers of
 * one core each. Prints images/s, beside those of one process.
 */
@Tag("full")
class ManyPicturesOnSparkTest {

    private static final int PICTURES = Integer.getInteger("dl4jlab.spark.pictures", 100_000);

    /** Asked about by one process too, for comparison. */
    private static final int ALONE = Math.min(PICTURES, 10_000);

    private static final int IN_A_FOLDER = 1000;

    @TempDir
    Path folder;

    @Test
    void everyPictureGetsItsAnswer() throws Exception {
        Run run = train();
        Path many = make();
        double alone = alone(run, many);
        try (LocalCluster cluster = LocalCluster.start(2, 1, 2048);
                SparkConnection connection = SparkConnection.open(cluster.address(), "test");
                SparkPrediction prediction = SparkPrediction.of(connection, run)) {
            connection.awaitCores();
            Path csv = folder.resolve("answers.csv");
            long start = System.nanoTime();

            Answered answered = prediction.predict(many.toString(), csv.toString(), StopSignal.NEVER);

            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d pictures, 2 workers of one core: %.1f s, %.0f images/s; one process: %.0f images/s%n",
                    PICTURES,
                    seconds,
                    PICTURES / seconds,
                    alone);
            assertThat(answered.leftOut()).isEmpty();
            assertThat(answered.pictures()).isEqualTo(PICTURES);
            try (Stream<String> rows = Files.lines(csv)) {
                assertThat(rows.distinct().count()).isEqualTo(PICTURES + 1L);
            }
        }
    }

    private Run train() throws IOException {
        Path learn = MadePictures.folder(folder.resolve("learn"), MadePictures.SHAPES, 20, 1);
        return Lab.in(folder.resolve("runs"))
                .train(
                        Experiment.named("shapes")
                                .data(DataSource.of(ImageFolder.of(learn)))
                                .network(Networks.SIMPLE_CNN)
                                .settings(TrainingSettings.of(2, 10).withLearningRate(0.05)),
                        Seed.of(1));
    }

    private Path make() throws IOException {
        Random random = new Random(3);
        Path many = folder.resolve("many");
        for (int i = 0; i < PICTURES; i++) {
            String shape = MadePictures.SHAPES.get(i % MadePictures.SHAPES.size());
            BufferedImage picture = MadePictures.picture(shape, random);
            Path file = file(many, i);
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        }
        return many;
    }

    private static Path file(Path many, int i) {
        return many.resolve(String.format(Locale.ROOT, "%03d/%06d.png", i / IN_A_FOLDER, i));
    }

    /** Images/s of one process. */
    private static double alone(Run run, Path many) throws IOException {
        try (Classifier classifier = run.classifier()) {
            long start = System.nanoTime();
            for (int i = 0; i < ALONE; i++) {
                classifier.classify(file(many, i));
            }
            return ALONE / ((System.nanoTime() - start) / 1e9);
        }
    }
}
