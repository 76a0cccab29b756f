package org.dl4jlab.training.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Evaluation.Prediction;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on the slice of MNIST are opened again and asked about its own test images. */
class RunPredictorTest {

    @TempDir
    static Path folder;

    private static final ImageSet TEST = MnistSlice.load().test();
    private static RunFolder cnn;
    private static RunFolder permutedFc;

    @BeforeAll
    static void train() throws IOException {
        cnn = run(SliceExperiment.of("simple-cnn", false));
        permutedFc = run(SliceExperiment.of("fc2layer", true));
    }

    private static RunFolder run(Experiment experiment) throws IOException {
        return new ExperimentRunner(folder.resolve("runs"), LabOptions.defaults())
                .run(experiment, experiment.settings().withEpochs(3), 1)
                .folder();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void testImagesWrittenAsPngAreRankedAsTheTestDidIt(boolean permuted) throws IOException {
        RunFolder run = permuted ? permutedFc : cnn;
        try (RunPredictor predictor = RunPredictor.open(run.path())) {
            for (Prediction expected : run.readEvaluation().predictions().subList(0, 60)) {
                Path file = folder.resolve("digit.png");
                ImageIO.write(PixelImages.of(TEST, expected.index()), "png", file.toFile());

                Classification got = predictor.predict(file);

                assertThat(got.changes()).isEmpty();
                assertThat(got.best().index()).isEqualTo(expected.predicted());
                assertThat(got.classes())
                        .hasSize(10)
                        .allSatisfy(c -> assertThat(c.probability())
                                .isCloseTo(expected.probabilities()[c.index()], within(1e-5f)));
                for (int i = 1; i < 10; i++) {
                    assertThat(got.classes().get(i).probability())
                            .isLessThanOrEqualTo(got.classes().get(i - 1).probability());
                }
            }
        }
    }

    @Test
    void aDigitDarkOnLargePaperIsInvertedAndCentred() throws IOException {
        int plainRight = 0;
        int paperRight = 0;
        try (RunPredictor predictor = RunPredictor.open(cnn.path())) {
            for (int i = 0; i < 100; i++) {
                Classification plain = predictor.predict(PixelImages.of(TEST, i));
                Classification paper = predictor.predict(onPaper(PixelImages.of(TEST, i)));
                assertThat(paper.changes())
                        .containsExactly(
                                "inverted, because it is dark on light",
                                "cut out and centred from 300 x 400 to 28 x 28");
                plainRight += plain.best().index() == TEST.label(i) ? 1 : 0;
                paperRight += paper.best().index() == TEST.label(i) ? 1 : 0;
            }
        }
        assertThat(paperRight).isGreaterThan(plainRight - 12);
    }

    @Test
    void aRecordThatDoesNotSayHowPicturesBecomeInputIsRefused() throws IOException {
        Path silent = withoutInput(cnn, "silent");
        assertThatThrownBy(() -> RunPredictor.open(silent))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("run.json lacks \"data.input\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"shape\" : [ 1, 28, 28 ]; \"shape\" : [ 1, 9, 9 ]; cannot be asked about images of",
                "\"shape\" : [ 1, 28, 28 ]; \"shape\" : [ 1, 100000, 100000 ]; would have more than 67 million values",
                "\"shape\" : [ 1, 28, 28 ]; \"shape\" : [ 3, 65536, 65536 ]; would have more than 67 million values",
                "\"shape\" : [ 1, 28, 28 ]; \"shape\" : [ 1, -28, -28 ]; must be positive",
                "\"shape\" : [ 1, 28, 28 ]; \"shape\" : [ 28, 28 ]; an image shape is",
                "\"0\",; ; has a network of 10 classes, but names 9",
                "\"0\",; \"0\", \"zero\",; has a network of 10 classes, but names 11"
            })
    void aRecordThatDoesNotFitItsNetworkIsRefusedWhenItIsOpened(String from, String to, String message)
            throws IOException {
        Path odd = Files.createTempDirectory(folder, "odd");
        Files.copy(cnn.modelFile(), odd.resolve("model.zip"));
        String record = Files.readString(cnn.recordFile());
        assertThat(record).contains(from);
        Files.writeString(odd.resolve("run.json"), record.replaceFirst(Pattern.quote(from), to == null ? "" : to));

        assertThatThrownBy(() -> RunPredictor.open(odd))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRunWithoutANetworkIsRefusedWithItsFile() throws IOException {
        Path bare = Files.createDirectory(folder.resolve("bare"));
        Files.copy(cnn.recordFile(), bare.resolve("run.json"));
        assertThatThrownBy(() -> RunPredictor.open(bare))
                .hasMessageContaining("model.zip is missing")
                .hasMessageContaining("choose another run");
        Files.writeString(bare.resolve("model.zip"), "no zip");
        assertThatThrownBy(() -> RunPredictor.open(bare)).hasMessageContaining("model.zip holds no network");
    }

    /** Such a network ranked the classes in any order, and JSON had words in the place of numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NaN; has a network with weights that are no numbers",
                "-Infinity; has a network with weights that are no numbers",
                "1e30; has a network whose answer is no number"
            })
    void aNetworkOfNoNumbersIsRefused(float weight, String message) throws IOException {
        Path odd = Files.createTempDirectory(folder, "no-numbers");
        Files.copy(cnn.recordFile(), odd.resolve("run.json"));
        Model network = ModelFile.read(cnn.modelFile());
        if (Float.isFinite(weight)) {
            network.params().assign(weight);
        } else {
            network.params().putScalar(0, weight);
        }
        ModelFile.write(odd.resolve("model.zip"), network, cnn.readRecord());
        network.close();
        assertThatThrownBy(() -> RunPredictor.open(odd))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    private static Path withoutInput(RunFolder run, String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        String record = Files.readString(run.recordFile());
        String without = record.replaceFirst("(?s),\\s*\"input\" : \\{.*?\\}.*?\\}\\s*\\}", "");
        assertThat(without).isNotEqualTo(record);
        Files.writeString(copy.resolve("run.json"), without);
        Files.copy(run.modelFile(), copy.resolve("model.zip"));
        return copy;
    }

    /** The digit ten times as large, black on white, off the middle. */
    private static BufferedImage onPaper(BufferedImage digit) {
        BufferedImage paper = new BufferedImage(300, 400, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 400);
        BufferedImage dark = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 28 * 28; p++) {
            dark.setRGB(p % 28, p / 28, ~digit.getRGB(p % 28, p / 28));
        }
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(dark, 5, 110, 280, 280, null);
        graphics.dispose();
        return paper;
    }
}
