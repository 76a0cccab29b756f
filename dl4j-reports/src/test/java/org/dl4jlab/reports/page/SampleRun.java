package org.dl4jlab.reports.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;

/** Run folders as a finished training leaves them, small and made up. */
final class SampleRun {

    static final List<String> CLASSES = List.of("cat", "dog", "horse");

    private SampleRun() {}

    /** A finished run with everything that a run can have. */
    static RunFolder complete(Path folder, long seed) throws IOException {
        ImageSet images = images(60);
        RunFolder run = tables(folder, seed, images);
        RunPictures pictures = new RunPictures(run.pictures());
        pictures.samples(ImageView.all(images));
        pictures.permutedSamples(ImageView.all(images), PixelPermutation.random(64, seed));
        pictures.results(evaluation(images, seed), images);
        return run;
    }

    /** The same without pictures. */
    static RunFolder tables(Path folder, long seed) throws IOException {
        return tables(folder, seed, images(60));
    }

    private static RunFolder tables(Path folder, long seed, ImageSet images) throws IOException {
        Files.createDirectories(folder);
        RunFolder run = new RunFolder(folder);
        Evaluation evaluation = evaluation(images, seed);
        run.write(record(seed, evaluation, CLASSES));
        run.write(metrics());
        run.write(losses(seed));
        run.write(evaluation);
        return run;
    }

    static RunRecord record(long seed, Evaluation evaluation, List<String> classes) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epochs", 2);
        settings.put("batch", 16);
        settings.put("learningRate", 0.01);
        return new RunRecord(
                RunRecord.FORMAT,
                "pets-cnn",
                "Can a small network tell pets apart?",
                RunStatus.DONE,
                null,
                "dl4j-lab run pets-cnn --seed " + seed,
                seed,
                settings,
                new RunRecord.Engine(true, 0, "float32", true),
                new RunRecord.Data(
                        "pets",
                        "Pets",
                        List.of(1, 8, 8),
                        classes,
                        800,
                        200,
                        evaluation.count(),
                        true,
                        Map.of("pets-images", "ab".repeat(32)),
                        SmallRuns.input(1, 8, 8)),
                new RunRecord.Network(
                        "simple-cnn",
                        6422,
                        0,
                        true,
                        "float32",
                        List.of(
                                new RunRecord.Layer("layer0", "conv 5x5", List.of(6L, 24L, 24L), 156, 86400),
                                new RunRecord.Layer("layer1", "max pool", List.of(6L, 12L, 12L), 0, 0),
                                new RunRecord.Layer("layer2", "dense", List.of(3L), 6266, 6200))),
                null,
                null,
                null,
                new RunRecord.Expected(0.5, 0.9),
                new RunRecord.Result(
                        evaluation.accuracy(), evaluation.averageLoss(), evaluation.correct(), evaluation.count()),
                new RunRecord.Timings(0.4, 0.2, 2.5, 0.1, 3.4, 40_000),
                Instant.parse("2026-03-01T10:00:00Z"),
                Instant.parse("2026-03-01T10:00:04Z"),
                new RunRecord.Source("0123456789abcdef0123456789abcdef01234567", false),
                Map.of("Java", "17.0.15"),
                new RunRecord.Machine("Some CPU", 2, 8L << 30, 2L << 30, 2));
    }

    static RunRecord withStatus(RunRecord r, RunStatus status, String message, RunRecord.Result result) {
        return new RunRecord(
                r.format(),
                r.experiment(),
                r.question(),
                status,
                message,
                r.command(),
                r.seed(),
                r.settings(),
                r.engine(),
                r.data(),
                r.network(),
                null,
                null,
                null,
                r.expected(),
                result,
                r.timings(),
                r.started(),
                r.finished(),
                r.source(),
                r.versions(),
                r.machine());
    }

    static ImageSet images(int n) {
        ImageShape shape = new ImageShape(1, 8, 8);
        byte[] pixels = new byte[n * shape.size()];
        new Random(3).nextBytes(pixels);
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 3);
        }
        return new ImageSet(shape, CLASSES, pixels, labels);
    }

    /** About two thirds right. */
    static Evaluation evaluation(ImageSet images, long seed) {
        Random random = new Random(seed);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            int label = images.label(i);
            int predicted = random.nextInt(3) == 0 ? (label + 1) % 3 : label;
            float[] probabilities = {0.1f, 0.1f, 0.1f};
            probabilities[predicted] = 0.8f;
            predictions.add(new Prediction(i, label, predicted, probabilities, -Math.log(probabilities[label])));
        }
        return Evaluation.of(3, predictions);
    }

    private static MetricsTable metrics() {
        return new MetricsTable(List.of(
                new MetricsTable.Row(1, 50, 0.01, 0.9, 0.8, 0.6, 39_000, 1.2),
                new MetricsTable.Row(2, 100, 0.01, 0.7, 0.75, 0.65, 41_000, 2.5)));
    }

    private static LossSeries losses(long seed) {
        Random random = new Random(seed);
        int[] step = new int[100];
        float[] loss = new float[100];
        for (int i = 0; i < 100; i++) {
            step[i] = i + 1;
            loss[i] = (float) (1.1 / (1 + i / 40.0) + 0.1 * random.nextDouble());
        }
        return new LossSeries(step, loss);
    }
}
