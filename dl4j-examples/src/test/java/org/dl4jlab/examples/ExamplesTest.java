package org.dl4jlab.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs as they stand, each in a process of its own, with the first thousand images in place of all MNIST. */
class ExamplesTest {

    private static final long SECONDS = 120;
    private static final String SLICE = "org.dl4jlab.training.testing.MnistSlice.load()";

    @TempDir
    Path folder;

    @Test
    void trainAndAskGiveAnAccuracyAndADigit() throws Exception {
        ImageIO.write(
                PixelImages.of(MnistSlice.load().test(), 0),
                "png",
                folder.resolve("seven.png").toFile());

        List<String> lines = run("TrainDigits", "DataSets.MNIST", SLICE);

        assertThat(lines).hasSize(2);
        assertThat(percent(lines.get(0))).isGreaterThan(30);
        assertThat(lines.get(1)).matches("[0-9]");
        Path model;
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            Path only = runs.filter(f -> f.getFileName().toString().startsWith("digits-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(only.resolve("run.log")).isNotEmptyFile();
            model = only.resolve("model.zip");
        }

        Files.copy(model, folder.resolve("model.zip"));
        assertThat(run("AskAboutPictures", "", "", "seven.png", "seven.png"))
                .hasSizeGreaterThanOrEqualTo(2)
                .first()
                .asString()
                .matches("seven\\.png: " + lines.get(1) + " \\([0-9.]+ %\\)");

        Files.move(model.getParent(), folder.resolve("runs").resolve("cifar-run"));
        pets();
        List<String> tuned = run("FineTune", "", "", "pets");
        assertThat(percent(tuned.get(tuned.size() - 1))).isBetween(0.0, 100.0);
    }

    @Test
    void aNetworkOfOnesOwnIsTrainedAndSaved() throws Exception {
        List<String> lines = run("OwnNetwork", "DataStore.standard().load(DataSets.MNIST)", SLICE);

        assertThat(lines).hasSize(6);
        assertThat(lines.get(4)).startsWith("epoch 5: loss ");
        assertThat(percent(lines.get(5))).isGreaterThan(50);
        try (Classifier classifier = Classifier.open(folder.resolve("own-network.zip"))) {
            assertThat(classifier.classNames()).hasSize(10);
        }
    }

    @Test
    void ownPicturesAreLoadedBesideADataSet() throws Exception {
        pets();
        List<String> lines = run("LoadImages", "store.load(DataSets.MNIST)", SLICE);

        assertThat(lines).contains("1000 digits");
        assertThat(lines.get(lines.size() - 1)).matches("1[0-9] pets of \\[cat, dog]");
    }

    @Test
    void aNetworkOfDl4jIsAccelerated() throws Exception {
        // Weights and data are random there: the score is about ln 2, and may be above 1.
        assertThat(run("AccelerateNetwork", "", ""))
                .singleElement()
                .asString()
                .matches("score [01]\\.[0-9]+, fallbacks \\[]");
    }

    /** Twenty pictures of two classes. */
    private void pets() throws IOException {
        for (int i = 0; i < 20; i++) {
            Path pets = Files.createDirectories(folder.resolve("pets").resolve(i % 2 == 0 ? "cat" : "dog"));
            ImageIO.write(
                    PixelImages.of(MnistSlice.load().train(), i),
                    "png",
                    pets.resolve(i + ".png").toFile());
        }
    }

    private static double percent(String line) {
        assertThat(line).matches("[0-9.]+ %");
        return Double.parseDouble(line.replace(" %", ""));
    }

    /** What the program prints on standard output. */
    private List<String> run(String program, String text, String replacement, String... arguments) throws Exception {
        Path classes = compiled(program, text, replacement);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-Duser.language=en",
                "-Ddl4jlab.data=" + folder.resolve("cache"),
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "org.dl4jlab.examples." + program));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process child = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(child.waitFor(SECONDS, TimeUnit.SECONDS)).as("in time").isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.exitValue())
                .as("exit code, with %s", Files.readString(err))
                .isZero();
        return Files.readAllLines(out);
    }

    private Path compiled(String program, String text, String replacement) throws IOException {
        String source =
                Files.readString(Path.of("src", "main", "java", "org", "dl4jlab", "examples", program + ".java"));
        assertThat(source).contains(text);
        Path file = Files.createDirectories(folder.resolve("source-" + program)).resolve(program + ".java");
        Files.writeString(file, text.isEmpty() ? source : source.replace(text, replacement));
        Path classes = Files.createDirectories(folder.resolve("classes-" + program));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        assertThat(code).as("javac " + program).isZero();
        return classes;
    }
}
