package org.dl4jlab.ui;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dl4jlab.ui.run.ConfusionMatrix;
import org.dl4jlab.ui.run.Curve;
import org.dl4jlab.ui.run.EncodedImage;
import org.dl4jlab.ui.run.Fact;
import org.dl4jlab.ui.run.LiveProgress;
import org.dl4jlab.ui.run.Misclassification;
import org.dl4jlab.ui.run.PictureTitle;
import org.dl4jlab.ui.run.ReliabilityBin;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.run.RunState;
import org.dl4jlab.ui.run.RunSummary;
import org.dl4jlab.ui.server.LocalizedText;

/** Made-up runs: finished ones over several seeds, one that goes on with each look, and one whose texts are hostile. */
public final class SampleRuns implements RunCatalogue {

    /** What a page must show as text and never run. */
    public static final String HOSTILE = "<img src=x onerror=\"document.title='broken in'\">&amp;'\"</script>";

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private final Map<String, RunSummary> finished = new LinkedHashMap<>();
    private final Map<String, Path> statistics;
    private int looks;

    /** @param statistics files by the name of their run */
    public SampleRuns(Map<String, Path> statistics) {
        this.statistics = Map.copyOf(statistics);
        for (int seed = 1; seed <= 3; seed++) {
            add("mnist-cnn", "mnist", "simple-cnn", 6_422, seed, 0.951 + 0.004 * seed, 6_200 + 90 * seed);
            add("mnist-fc", "mnist", "fc2layer", 6_442, seed, 0.874 + 0.003 * seed, 38_000 + 700 * seed);
        }
        add("cifar-vgg", "cifar10", "vgg11-bn", 9_231_114, 1, 0.8312, 298);
        RunSummary hostile =
                summary("hostile-1", "hostile", HOSTILE, HOSTILE, 1, 7, RunState.FAILED, 2, OptionalDouble.empty(), 10);
        finished.put(hostile.id(), hostile);
    }

    private void add(
            String experiment,
            String dataSet,
            String network,
            long parameters,
            long seed,
            double accuracy,
            double speed) {
        String id = experiment + "-" + seed;
        finished.put(
                id,
                summary(
                        id,
                        experiment,
                        dataSet,
                        network,
                        parameters,
                        seed,
                        RunState.FINISHED,
                        10,
                        OptionalDouble.of(accuracy),
                        speed));
    }

    private static RunSummary summary(
            String id,
            String experiment,
            String dataSet,
            String network,
            long parameters,
            long seed,
            RunState state,
            int epoch,
            OptionalDouble accuracy,
            double speed) {
        return new RunSummary(
                id,
                experiment,
                experiment,
                dataSet,
                network,
                parameters,
                seed,
                state,
                epoch,
                10,
                accuracy,
                OptionalDouble.of(0.5 + 0.04 * epoch),
                OptionalDouble.of(speed),
                START.plusSeconds(3600 * seed),
                Duration.ofMillis(93_500 * (long) epoch),
                state == RunState.RUNNING
                        ? Optional.of(new LiveProgress(900L * epoch, 60_000L * epoch, 600_000, OptionalDouble.of(0.3)))
                        : Optional.empty());
    }

    private RunSummary live() {
        int epoch = Math.min(10, looks / 4);
        return summary(
                "mnist-cnn-4",
                "mnist-cnn",
                "mnist",
                "simple-cnn",
                6_422,
                4,
                epoch < 10 ? RunState.RUNNING : RunState.FINISHED,
                epoch,
                epoch < 10 ? OptionalDouble.empty() : OptionalDouble.of(0.9655),
                6_350);
    }

    @Override
    public List<RunSummary> runs() {
        List<RunSummary> all = new ArrayList<>(finished.values());
        all.add(live());
        return all;
    }

    @Override
    public Optional<RunDetails> run(String id) {
        RunSummary summary = id.equals("mnist-cnn-4") ? live() : finished.get(id);
        if (id.equals("mnist-cnn-4")) {
            looks++;
        }
        return Optional.ofNullable(summary).map(SampleRuns::details);
    }

    private static RunDetails details(RunSummary summary) {
        boolean hostile = summary.state() == RunState.FAILED;
        List<String> classes = hostile
                ? List.of(HOSTILE, "1")
                : IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("optimizer", "SGD, learning rate 0.01, momentum 0.5"));
        facts.add(Fact.of("batch size", "64"));
        facts.add(Fact.of("seed", Long.toString(summary.seed())));
        facts.add(Fact.of("data set", summary.dataSet()));
        facts.add(Fact.of("Java", "17.0.15"));
        List<Misclassification> mistakes = summary.accuracy().isEmpty() && !hostile
                ? List.of()
                : IntStream.range(0, 12)
                        .mapToObj(i -> new Misclassification(
                                100 + 37 * i,
                                Optional.of("worst-" + i),
                                classes.get(i % classes.size()),
                                classes.get((i + 1) % classes.size()),
                                0.99 - 0.02 * i,
                                6.1 - 0.3 * i))
                        .toList();
        return new RunDetails(
                summary,
                hostile ? Optional.of(LocalizedText.same(HOSTILE)) : Optional.empty(),
                facts,
                curves(summary),
                Optional.empty(),
                summary.accuracy().isEmpty() && !hostile
                        ? Optional.empty()
                        : Optional.of(new ConfusionMatrix(classes, confusion(classes.size()))),
                summary.accuracy().isEmpty()
                        ? List.of()
                        : List.of(
                                new ReliabilityBin(0.4, 0.6, 12, 0.51, 0.4),
                                new ReliabilityBin(0.6, 0.8, 0, 0, 0),
                                new ReliabilityBin(0.8, 1, 88, 0.95, 0.93)),
                mistakes,
                mistakes.isEmpty() ? List.of() : List.of(new PictureTitle("samples", hostile ? HOSTILE : "Samples")),
                summary.accuracy().isPresent(),
                List.of(
                        "09:00:00 INFO  Reading " + summary.dataSet(),
                        "09:00:02 INFO  Training " + summary.network() + " on 2 threads",
                        "09:01:35 INFO  Epoch 1: loss 0.512, validation accuracy 84.1 %",
                        hostile ? HOSTILE : "09:03:09 INFO  Epoch 2: loss 0.318, validation accuracy 90.4 %"));
    }

    private static List<Curve> curves(RunSummary summary) {
        Random random = new Random(summary.seed());
        int steps = Math.max(2, 90 * summary.epoch());
        double[] step = new double[steps];
        double[] loss = new double[steps];
        for (int i = 0; i < steps; i++) {
            step[i] = i;
            loss[i] = 2.3 * Math.exp(-i / 150.0) + 0.12 + 0.05 * random.nextGaussian();
        }
        int epochs = summary.epoch();
        double[] epoch = new double[epochs];
        double[] train = new double[epochs];
        double[] validation = new double[epochs];
        double[] accuracy = new double[epochs];
        for (int i = 0; i < epochs; i++) {
            epoch[i] = i + 1;
            train[i] = 1.2 * Math.exp(-i / 2.5) + 0.14;
            validation[i] = 1.2 * Math.exp(-i / 2.5) + 0.19 + 0.01 * random.nextGaussian();
            accuracy[i] = 0.97 - 0.4 * Math.exp(-i / 2.0);
        }
        return List.of(
                new Curve("loss", "train", "epoch", epoch, train),
                new Curve("loss", "validation", "epoch", epoch, validation),
                new Curve("accuracy", "validation", "epoch", epoch, accuracy),
                new Curve("Loss of each step", "train", "step", step, loss));
    }

    private static int[][] confusion(int classes) {
        Random random = new Random(5);
        int[][] counts = new int[classes][classes];
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                counts[row][column] = row == column ? 930 + random.nextInt(60) : Math.max(0, random.nextInt(24) - 10);
            }
        }
        return counts;
    }

    @Override
    public Optional<EncodedImage> picture(String runId, String pictureId) {
        if (!finished.containsKey(runId) || !pictureId.matches("worst-\\d+|samples")) {
            return Optional.empty();
        }
        boolean samples = pictureId.equals("samples");
        BufferedImage image = new BufferedImage(samples ? 560 : 28, samples ? 112 : 28, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        for (int i = 0; i < image.getWidth(); i += 28) {
            pen.drawOval(i + 8, 5 + i / 28 % 4, 11, 17);
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new EncodedImage(EncodedImage.Format.PNG, out.toByteArray()));
    }

    @Override
    public Optional<Path> statisticsFile(String id) {
        return Optional.ofNullable(statistics.get(id));
    }
}
