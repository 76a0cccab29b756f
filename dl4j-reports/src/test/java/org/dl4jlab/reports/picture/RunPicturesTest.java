package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPicturesTest {

    /** Drawn by NetworkPictures. */
    private static final List<String> OF_A_NETWORK =
            List.of(RunPictures.FILTERS, RunPictures.FEATURE_MAPS, RunPictures.GRAD_CAM);

    @TempDir
    Path run;

    @Test
    void allPicturesAreWrittenInBothThemesAndNothingElse() throws IOException {
        ImageSet images = images(30);
        RunPictures pictures = new RunPictures(run.resolve("pictures"));

        pictures.samples(ImageView.all(images));
        pictures.permutedSamples(ImageView.all(images), PixelPermutation.random(36, 1));
        pictures.results(evaluation(images, 1), images);
        try (ImageBatches one = ImageBatches.of(ImageView.all(images).first(1))
                .batchSize(1)
                .augment(1, new RandomFlip())
                .build()) {
            pictures.augmentedCopies(one, Normalization.identity(1));
        }

        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> run.relativize(f).toString()))
                    .containsExactlyInAnyOrderElementsOf(RunPictures.names().stream()
                            .filter(n -> !OF_A_NETWORK.contains(n))
                            .flatMap(n -> Stream.of("pictures/" + n + ".png", "pictures/dark/" + n + ".png"))
                            .toList());
        }
        PngImage samples = pictures.read(RunPictures.SAMPLES, Theme.LIGHT).orElseThrow();
        assertThat(samples.description()).startsWith("20 images");
        PngImage pairs = pictures.read(RunPictures.PERMUTED_SAMPLES, Theme.DARK).orElseThrow();
        assertThat(pairs.description()).startsWith("10 images");
    }

    @Test
    void aSmallDataSetAndAPerfectNetworkGiveWhatThereIs() throws IOException {
        ImageSet images = images(3);
        RunPictures pictures = new RunPictures(run);

        pictures.samples(ImageView.all(images));
        pictures.results(evaluation(images, 0), images);

        assertThat(pictures.read(RunPictures.SAMPLES, Theme.LIGHT)).isPresent();
        assertThat(pictures.read(RunPictures.TEST_PREDICTIONS, Theme.LIGHT)).isPresent();
        assertThat(pictures.read(RunPictures.WORST_ERRORS, Theme.LIGHT)).isEmpty();
    }

    @Test
    void theWorstErrorsComeFirstWithTruthPredictionAndProbability() {
        ImageSet images = images(30);
        Evaluation evaluation = evaluation(images, 1);

        ImageGrid grid = WorstErrors.of(images, evaluation, 25, 5).orElseThrow();

        assertThat(grid.tiles()).hasSize(25);
        Prediction worst = evaluation.worstErrors(1).get(0);
        assertThat(worst.index()).isEqualTo(29);
        assertThat(grid.tiles().get(0).caption())
                .extracting(Tile.Line::text)
                .containsExactly("true c", "predicted a", "> 99.9 %");
        assertThat(grid.description())
                .startsWith("The 25 wrong predictions of highest loss: c taken for a (> 99.9 %); ");
    }

    @Test
    void probabilitiesNeverClaimMoreCertaintyThanThereWas() {
        assertThat(WorstErrors.probability(0.99949f)).isEqualTo("99.9 %");
        assertThat(WorstErrors.probability(0.9996f)).isEqualTo("> 99.9 %");
        assertThat(WorstErrors.probability(1f)).isEqualTo("100.0 %");
        assertThat(WorstErrors.probability(0.5f)).isEqualTo("50.0 %");
    }

    private static ImageSet images(int n) {
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 3);
        }
        return new ImageSet(new ImageShape(1, 6, 6), List.of("a", "b", "c"), new byte[36 * n], labels);
    }

    /** Predictions that are all off by {@code shift} classes, the later the surer. */
    private static Evaluation evaluation(ImageSet images, int shift) {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            int predicted = (images.label(i) + shift) % 3;
            float rest = (float) (0.3 * Math.pow(0.7, i));
            float[] probabilities = {rest / 2, rest / 2, rest / 2};
            probabilities[predicted] = 1 - rest;
            predictions.add(new Prediction(
                    i, images.label(i), predicted, probabilities, -Math.log(probabilities[images.label(i)])));
        }
        return Evaluation.of(3, predictions);
    }
}
