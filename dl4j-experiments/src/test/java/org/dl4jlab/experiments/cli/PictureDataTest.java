package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.testing.MadePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Folders of made pictures as the data of an experiment: looked over, divided, enlarged, or refused with a reason. */
class PictureDataTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path shapes() throws IOException {
        return MadePictures.folder(folder.resolve("shapes"), MadePictures.SHAPES, 20, 1);
    }

    @Test
    void aFolderIsLookedOverBeforeTraining() throws IOException {
        Path odd = MadePictures.folder(folder.resolve("odd"), MadePictures.SHAPES.subList(0, 2), 12, 12);
        Files.copy(
                odd.resolve("discs").resolve("discs0.png"), odd.resolve("bars").resolve("copy.png"));
        Files.writeString(odd.resolve("bars").resolve("one.png"), "no picture");
        Files.writeString(odd.resolve("discs").resolve("two.png"), "neither");
        Files.writeString(odd.resolve("bars").resolve("._1.png"), "left behind");
        Path page = folder.resolve("odd.html");
        assertThat(call(
                        "data",
                        "show",
                        odd.toString(),
                        "--output",
                        page.toString(),
                        "--data-dir",
                        folder.resolve("cache").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains(
                        "Not used: bars/one.png",
                        "Not used: discs/two.png",
                        "with different labels",
                        "._* 1",
                        "PNG 25");
        assertThat(page).content().contains("bars/one.png", "discs/two.png", "different labels", "data:image/png");
        assertThat(page.toFile()).content().doesNotContain("<script", "http://", "src=\"/");
    }

    @Test
    void anExperimentTakesOtherDataAndAnotherNetwork() throws IOException {
        assertThat(call(
                        "run",
                        "mnist-cnn",
                        "--data",
                        shapes().toString(),
                        "--size",
                        "24x20",
                        "--grey",
                        "--network",
                        "fc2layer",
                        "--runs-dir",
                        folder.resolve("other-runs").toString(),
                        "--data-dir",
                        folder.resolve("cache").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        Lab lab = Lab.in(
                folder.resolve("other-runs"),
                LabOptions.defaults().withDataStore(DataStore.open(folder.resolve("cache"))));
        Run run = lab.runs().get(0);
        assertThat(run.experiment()).isEqualTo("mnist-cnn-on-shapes-with-fc2layer");
        assertThat(run.recipe().choices()).containsEntry("network", "fc2layer").containsEntry("data", "shapes");
        assertThat(lab.reproduce(run).equal()).isTrue();
    }

    @Test
    void aFoldersOwnValidationPartChoosesAndItsTestPartDoesNot() throws IOException {
        Path parts = folder.resolve("parts");
        MadePictures.folder(parts.resolve("train"), MadePictures.SHAPES.subList(0, 2), 12, 3);
        MadePictures.folder(parts.resolve("val"), MadePictures.SHAPES.subList(0, 2), 4, 4);
        MadePictures.folder(parts.resolve("test"), MadePictures.SHAPES.subList(0, 2), 5, 5);
        Path own = folder.resolve("part-runs");
        assertThat(call(
                        "run",
                        "mnist-fc",
                        "--data",
                        parts.toString(),
                        "--size",
                        "16",
                        "--epochs",
                        "3",
                        "--set",
                        "keepBest=true",
                        "--set",
                        "patience=2",
                        "--runs-dir",
                        own.toString(),
                        "--data-dir",
                        folder.resolve("cache").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        Run run = Lab.in(own).runs().get(0);
        assertThat(run.recipe().choices()).containsEntry("images", "24 + 8 + 10");
        assertThat(run.metrics()).allMatch(epoch -> epoch.validationAccuracy().isPresent());
        // Without such a part, choosing needs held-out images.
        assertThat(call("run", "mnist-fc", "--set", "keepBest=true", "--epochs", "2", "--runs-dir", own.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("validationFraction=0.1");
    }

    @Test
    void smallImagesAreEnlargedForANetworkThatNeedsIt() {
        Experiment experiment = Experiment.named("deep")
                .data(DataSource.of(ImageFolder.of(folder).withShape(new ImageShape(3, 20, 20))))
                .network(Networks.VGG11)
                .withFittingImages();
        assertThat(experiment.data().shape().orElseThrow()).isEqualTo(new ImageShape(3, 32, 32));
    }

    @Test
    void whatIsNotThereIsRefusedWithAGuess() {
        assertThat(call("run", "mnist-cnn", "--data", "fashion-mnits")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Did you mean 'fashion-mnist'?");
        assertThat(call("run", "mnist-cnn", "--network", "simple-cn")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Did you mean 'simple-cnn'?");
        assertThat(call("run", "mnist-cnn", "--size", "32")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("needs --data");
        assertThat(call("run", "mnist-cnn", "--data", "fashion-mnist", "--fit", "crop"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("is a data set of the catalogue");
        assertThat(call("train", "no-such-folder")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void networksAndDataAreListed() {
        assertThat(call("list", "networks")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()
                        .lines()
                        .filter(line -> line.startsWith("simple-cnn "))
                        .findFirst()
                        .orElseThrow())
                .contains("1x28x28", "6,422", "16x16");
        assertThat(call("list", "data")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("fashion-mnist", "60,000 training", "Debian package dataset-fashion-mnist");
    }

    @Test
    void whatEveryFoldWouldBeRefusedIsSaidOnce() throws IOException {
        Path runs = folder.resolve("runs");
        assertThat(call(
                        "run",
                        "mnist-fc",
                        "--data",
                        shapes().toString(),
                        "--size",
                        "16",
                        "--folds",
                        "99",
                        "--runs-dir",
                        runs.toString(),
                        "--data-dir",
                        folder.resolve("cache").toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .containsOnlyOnce(
                        "training images cannot be divided into 99 folds; use at most one fold for each image");
        assertThat(Lab.in(runs).runs()).hasSize(1);
    }

    private int call(String... arguments) {
        CommandLine commandLine = LabProgram.standard().commandLine(folder.resolve("lab.log"));
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
