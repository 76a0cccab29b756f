package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.experiments.dashboard.RunFolders;
import org.dl4jlab.experiments.dashboard.RunPredictions;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Proposal;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.testing.MadePictures;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.predict.PredictionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A folder of made pictures on its way through every entrance: trained on, asked about, evaluated. */
class OwnPicturesTest {

    private static final float CLOSE = 1e-5f;

    @TempDir
    static Path folder;

    private static Path pictures;
    private static Path runs;
    private static Run trained;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        pictures = MadePictures.folder(folder.resolve("shapes"), MadePictures.SHAPES, 20, 1);
        runs = folder.resolve("runs");
        OwnPicturesTest test = new OwnPicturesTest();
        int code = test.call(
                "train",
                pictures.toString(),
                "--epochs",
                "12",
                "--set",
                "labelSmoothing=0",
                "--size",
                "24",
                "--runs-dir",
                runs.toString(),
                "--data-dir",
                folder.resolve("cache").toString());
        assertThat(code).as(test.err.toString()).isEqualTo(ExitCode.DONE);
        trained = lab().runs().get(0);
    }

    private static Lab lab() {
        return Lab.in(runs, LabOptions.defaults().withDataStore(DataStore.open(folder.resolve("cache"))));
    }

    @Test
    void trainReachesASensibleResultAndItsRunIsRepeatedFromItsFolder() throws IOException {
        assertThat(trained.experiment()).isEqualTo("train-shapes");
        assertThat(trained.result().orElseThrow().accuracy()).isGreaterThan(0.6);
        assertThat(lab().reproduce(trained).equal()).isTrue();
    }

    @Test
    void everyEntranceGivesTheSameProbabilities() throws Exception {
        Path mixed = MixedPictures.folder(folder.resolve("mixed"), "discs", "bars");
        List<Path> files;
        try (Stream<Path> found = Files.walk(mixed)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(9);
        List<float[]> java = new ArrayList<>();
        try (Classifier classifier = trained.classifier()) {
            for (Path file : files) {
                float[] row = new float[4];
                for (RankedClass ranked : classifier.classify(file).classes()) {
                    row[ranked.index()] = ranked.probability();
                }
                java.add(row);
            }
        }
        List<String> command = new ArrayList<>(List.of("predict", trained.path().toString(), "--json", "--top", "9"));
        files.forEach(file -> command.add(file.toString()));
        assertThat(call(command.toArray(String[]::new))).isEqualTo(ExitCode.DONE);
        JsonNode answers = new JsonMapper().readTree(out.toString()).get("pictures");
        for (int i = 0; i < files.size(); i++) {
            for (JsonNode ranked : answers.get(i).get("classes")) {
                assertThat((float) ranked.get("probability").asDouble())
                        .isEqualTo(java.get(i)[ranked.get("index").asInt()]);
            }
        }
        RunFolders folders = new RunFolders(runs);
        try (RunPredictions predictions = new RunPredictions(folders);
                Dashboard dashboard = Dashboard.start(
                        DashboardOptions.defaults().withRuns(folders).withPredictor(predictions))) {
            for (int i = 0; i < files.size(); i++) {
                assertThat(asked(dashboard, files.get(i))).isEqualTo(java.get(i));
            }
        }
        DataEvaluation evaluated = lab().evaluate(trained, DataSource.of(ImageFolder.of(mixed)));
        assertThat(evaluated.leftOut()).isEmpty();
        for (int i = 0; i < files.size(); i++) {
            String path = mixed.relativize(files.get(i)).toString().replace('\\', '/');
            int at = evaluated.images().indexOf(path);
            assertThat(evaluated.evaluation().predictions().get(at).probabilities())
                    .isEqualTo(java.get(i));
        }
    }

    /** What the running dashboard answers to a picture, by class. */
    private static float[] asked(Dashboard dashboard, Path picture) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(dashboard.address().resolve("/api/predict/" + trained.name()))
                .header("Content-Type", "image/png")
                .header("Origin", dashboard.address().toString().replaceFirst("/$", ""))
                .POST(HttpRequest.BodyPublishers.ofFile(picture))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        float[] row = new float[trained.classNames().size()];
        for (JsonNode ranked : new JsonMapper().readTree(answer.body()).get("classes")) {
            row[trained.classNames().indexOf(ranked.get("name").asText())] =
                    (float) ranked.get("probability").asDouble();
        }
        return row;
    }

    @Test
    void aProgramTrainsTheSameNetworkAsTheCommandLine() throws IOException {
        DataStore store = DataStore.open(folder.resolve("cache"));
        Experiment proposed = Proposal.of(
                        "train-shapes",
                        DataSource.of(ImageFolder.of(pictures, new ImageShape(3, 24, 24))),
                        false,
                        store,
                        ProgressListener.NONE)
                .experiment();
        Run run = Lab.in(folder.resolve("java-runs"), LabOptions.defaults().withDataStore(store))
                .train(proposed.settings(proposed.settings().withEpochs(12).withLabelSmoothing(0)), Seed.of(1));
        assertThat(run.recipe()).isEqualTo(trained.recipe());
        assertThat(run.path().resolve("predictions.csv"))
                .hasSameTextualContentAs(trained.path().resolve("predictions.csv"));
    }

    @Test
    void aRunIsShownWhileItTrains() throws IOException {
        Path own = folder.resolve("shown-runs");
        assertThat(call(
                        "run",
                        "mnist-fc",
                        "--data",
                        pictures.toString(),
                        "--size",
                        "16",
                        "--ui-exit",
                        "--port",
                        "0",
                        "--runs-dir",
                        own.toString(),
                        "--data-dir",
                        folder.resolve("cache").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(Lab.in(own).runs().get(0).path().resolve("stats.bin")).isNotEmptyFile();
    }

    @Test
    void theDashboardRefusesWhatItCannotReadInOneSentence() {
        RunPredictions dashboard = new RunPredictions(new RunFolders(runs));
        byte[] huge = "P5 6000 6000 255 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> dashboard.predict(trained.name(), huge))
                .isInstanceOf(PredictionException.class)
                .hasMessage("The image has more than 25 million pixels; send a smaller one.");
        byte[] text = "<script>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> dashboard.predict(trained.name(), text))
                .isInstanceOf(PredictionException.class)
                .hasMessageStartingWith("The picture is no picture");
        dashboard.close();
    }

    @Test
    void theTestOfTheRunSaidTheSameAsItsNetworkSaysOfTheFiles() throws IOException {
        DataEvaluation evaluated = lab().evaluate(trained, DataSource.of(ImageFolder.of(pictures)));
        List<String> test = lab().experiment(trained)
                .data()
                .load(DataStore.open(folder.resolve("cache")), ProgressListener.NONE)
                .pictures()
                .orElseThrow()
                .test();
        assertThat(test).hasSize(trained.result().orElseThrow().images());
        for (int i = 0; i < test.size(); i++) {
            float[] then =
                    trained.evaluation().orElseThrow().predictions().get(i).probabilities();
            float[] now = evaluated
                    .evaluation()
                    .predictions()
                    .get(evaluated.images().indexOf(test.get(i)))
                    .probabilities();
            for (int c = 0; c < 4; c++) {
                assertThat(now[c]).isCloseTo(then[c], org.assertj.core.data.Offset.offset(CLOSE));
            }
        }
    }

    @Test
    void evaluateWritesEverythingAndNamesWhatItLeftOut() throws IOException {
        Path others = MadePictures.folder(folder.resolve("others"), MadePictures.SHAPES.subList(0, 2), 5, 9);
        Files.writeString(others.resolve("discs").resolve("broken.png"), "no picture");
        assertThat(call("evaluate", trained.path().toString(), others.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("Left out: discs/broken.png");
        Path written = Path.of(out.toString().replaceAll("(?s).*Written: ([^\n]*)\n.*", "$1"));
        JsonNode json =
                new JsonMapper().readTree(written.resolve("evaluation.json").toFile());
        assertThat(json.at("/result/images").asInt()).isEqualTo(10);
        assertThat(json.at("/result/metrics/balancedAccuracy").isNumber()).isTrue();
        assertThat(json.at("/leftOut")).hasSize(1);
        assertThat(written.resolve("report.html")).content().contains("broken.png");
    }

    @Test
    void predictWritesEveryPictureOfAFolderToAFile() throws IOException {
        Path more = MadePictures.folder(folder.resolve("more"), MadePictures.SHAPES.subList(0, 2), 3, 11);
        Files.writeString(more.resolve("bars").resolve("broken.jpg"), "no picture");
        // 100 million pixels, from the header alone.
        Files.write(
                more.resolve("huge.pnm"), "P5 10000 10000 255 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Path csv = folder.resolve("answers.csv");
        assertThat(call("predict", trained.path().toString(), more.toString(), "--output", csv.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("broken.jpg", "huge.pnm has 10000 x 10000 pixels");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("file,predicted,probability,bars,crosses,discs,frames");
        Path json = folder.resolve("answers.jsonl");
        assertThat(call("predict", trained.path().toString(), more.toString(), "--output", json.toString()))
                .isEqualTo(ExitCode.FAILED);
        List<String> objects = Files.readAllLines(json);
        assertThat(objects).hasSize(6);
        for (int i = 0; i < 6; i++) {
            JsonNode best =
                    new JsonMapper().readTree(objects.get(i)).get("classes").get(0);
            assertThat(lines.get(i + 1).split(",")[1])
                    .isEqualTo(best.get("name").asText());
        }
        assertThat(call("predict", trained.path().toString(), more.toString(), "--output", "answers.txt"))
                .isEqualTo(ExitCode.USAGE);
    }

    /** Its shifts were an eighth of the size that pictures would have had without the network. */
    @Test
    void aNetworkThatIsGivenBringsTheSizeOnWhichTheRecipeDepends() throws IOException {
        Path own = folder.resolve("from-runs");
        assertThat(call(
                        "train",
                        pictures.toString(),
                        "--from",
                        trained.path().toString(),
                        "--epochs",
                        "1",
                        "--runs-dir",
                        own.toString(),
                        "--data-dir",
                        folder.resolve("cache").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(Lab.in(own).runs().get(0).settings().augmentation().crop()).isEqualTo(24 / 8);
        assertThat(call("train", pictures.toString(), "--from", csv().toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("It takes a run folder or a zip file that DL4J's ModelSerializer wrote.");
    }

    private static Path csv() throws IOException {
        return Files.writeString(folder.resolve("list.csv"), "path,label\n");
    }

    @Test
    void aClassThatTheNetworkDoesNotKnowIsRefusedByName() throws IOException {
        Path unknown = MadePictures.folder(folder.resolve("unknown"), List.of("discs"), 2, 9);
        Files.move(unknown.resolve("discs"), unknown.resolve("moons"));
        assertThat(call("evaluate", trained.path().toString(), unknown.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("the class moons")
                .contains("it knows bars, crosses, discs, frames. Rename");
        assertThatThrownBy(() -> lab().evaluate(trained, DataSource.of(MnistSlice.load())))
                .hasMessageContaining("MNIST has the classes 0, 1")
                .hasMessageEndingWith("discs, frames. Evaluate it with a run that was trained on the same classes.");
    }

    @Test
    void foldsTestEveryTrainingPictureOnce() throws IOException {
        Path own = folder.resolve("fold-runs");
        assertThat(call(
                        "run",
                        "mnist-fc",
                        "--data",
                        pictures.toString(),
                        "--size",
                        "16",
                        "--folds",
                        "3",
                        "--runs-dir",
                        own.toString(),
                        "--data-dir",
                        folder.resolve("cache").toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        List<Run> folds = Lab.in(own).runs();
        assertThat(folds).hasSize(3);
        int tested = 0;
        for (Run fold : folds) {
            tested += fold.result().orElseThrow().images();
            assertThat(fold.settings().crossValidation().folds()).isEqualTo(3);
        }
        assertThat(tested).isEqualTo(80 - trained.result().orElseThrow().images());
        assertThat(new RunFolders(own).runs().stream().map(summary -> summary.experiment()))
                .containsExactlyInAnyOrder(
                        "mnist-fc-on-shapes, fold 1 of 3",
                        "mnist-fc-on-shapes, fold 2 of 3",
                        "mnist-fc-on-shapes, fold 3 of 3");
        assertThat(call("run", "mnist-fc", "--folds", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(call("run", "mnist-fc", "--folds", "3", "--seeds", "2")).isEqualTo(ExitCode.USAGE);
    }

    private int call(String... arguments) {
        CommandLine commandLine = LabProgram.standard().commandLine(folder.resolve("lab.log"));
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
