package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownExperimentIsAnsweredWithTheNearestName() {
        assertThat(execute("run", "mnist-cn")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("Error: There is no experiment 'mnist-cn'. Did you mean 'mnist-cnn'?")
                .contains("See: dl4j-lab run --help")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set batchsize=32  | There is no setting 'batchsize'. Did you mean 'batch'?",
                "--set epochs=two    | must be a whole number from 1 to 100000, but got 'two'",
                "--set batch=0       | must be a whole number from 1 to 60000, but got '0'",
                "--batch=0           | must be a whole number from 1 to 60000, but got '0'",
                "--epochs=0          | must be a whole number from 1 to 100000, but got '0'",
                "--set learningRate= | must be a number from",
                "--set momentum      | should be in KEY=VALUE format but was momentum",
                "--set trainImages=60001 | asks for 60001 images, but there are only 60000",
                "--seed=x            | Invalid value for option '--seed'",
                "--seeds=0           | --seeds must be at least 1, but got 0",
                "--precision=half    | --precision must be float32 or bfloat16, but got 'half'",
                "--precision=float32 --no-engine | leave out --no-engine or it",
                "--sed=1             | Unknown option: '--sed=1'"
            })
    void aWrongOptionOrSettingIsExplainedInOneLine(String arguments, String explanation) {
        String[] words = ("run mnist-fc --runs-dir " + folder.resolve("runs") + " " + arguments).split(" +");

        assertThat(execute(words)).isEqualTo(2);
        assertThat(err.toString()).startsWith("Error: ").contains(explanation).doesNotContain("\tat ");
        assertThat(folder).as("no run was begun").isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --resume x --seed 1     | that are given; leave out --seed.",
                "run --resume x --no-engine  | leave out --no-engine.",
                "run --resume x --find-lr --seeds 3 | leave out --find-lr and --seeds.",
                "run mnist-fc --port 0      | --port has no effect without --ui; add it, or leave out --port.",
                "sweep mnist-cnn --host localhost --port 0 | --host and --port have no effect without --ui",
                "run mnist-cnn --network cifar-net --size 64 --grey | needs --data",
                "run mnist-fc --machines 2 | --machines has no effect without --master; add the address of a cluster",
                "run mnist-fc --master local[2] --averaging-frequency 5 | --averaging-frequency has no effect without"
                        + " --machines; add that or leave it out.",
                "run mnist-fc --master local[2] --machines 0 | --machines must be at least 1, but got 0.",
                "run mnist-fc --master local[2] --machines 2 --averaging-frequency 0 | --averaging-frequency must be at"
                        + " least 1, but got 0.",
                "run mnist-fc --master local[2] --machines 2 | Apache Spark is not part of this program; start it with",
                "run mnist-fc --find-lr --master local[2] --machines 2 | leave out --master and --machines.",
                "run --resume x --machines 2 | that are given; leave out --machines.",
                "predict x y --master local[2] | say where their answers go with --output answers.csv or --output",
                "predict x y z --master local[2] --output a.csv | takes one folder or address, but got 2: y, z.",
                "predict x y --master local[2] --output a.csv --top 2 --json | leave out --top and --json.",
                "predict x y --master local[2] --output a.jsonl | --output must end in .csv or .parquet with --master,"
                        + " but got a.jsonl.",
                "predict x y --master local[2] --output nowhere/a.csv | There is no folder",
                "evaluate x . --master local[2] --offline | leave out --offline.",
                "evaluate x mnist --master local[2] | a folder of pictures by class, but mnist is none; leave out",
                "run mnist-fc --find-lr --seeds 3 --ui | only tries learning rates; leave out --seeds and --ui.",
                "sweep --resume x --workers 2 --prune   | but for its limits; leave out --workers and --prune.",
                "sweep mnist-cnn --candidates 0 | --candidates must be at least 1, but got 0.",
                "sweep mnist-cnn --workers 257  | --workers must be from 1 to 256, but got 257.",
                "sweep mnist-cnn --winner-seeds=-1 | --winner-seeds must be 0 or more, but got -1.",
                "sweep mnist-cnn --prune --first-rung 9 | --first-rung must be at least 1 and below the epochs of a"
                        + " candidate, which are 9, but got 9.",
                "sweep mnist-cnn --first-rung 2 | --first-rung has no effect without --prune; add that or leave out",
                "sweep mnist-cnn --reduction 2 --search grid | --reduction has no effect without --prune; add that",
                "sweep mnist-cnn --grid-steps 5 | --grid-steps has no effect without --search grid; add that",
                "sweep mnist-cnn --set decayFactor=0.5 | Setting 'decayFactor' has no effect here: it needs"
                        + " schedule=step",
                "sweep mnist-cnn --batch 64 | batch' is searched by mnist-cnn",
                "sweep mnist-cnn --epochs 0 | must be a whole number from 1 to 100000, but got '0'"
            })
    void anOptionWithoutEffectOrOutOfRangeIsNamed(String arguments, String explanation) {
        assertThat(execute(arguments.split(" +"))).isEqualTo(2);
        assertThat(err.toString()).startsWith("Error: ").contains(explanation).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "rnu mnist-cnn", "run", "data fetch mnits", "data verify x", "report"})
    void wrongUsageIsToldAndExitsWith2(String arguments) {
        assertThat(execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("Error: ").doesNotContain("\tat ");
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheNearest() {
        execute("lits");

        assertThat(err.toString()).contains("Did you mean").contains("list");
    }

    @Test
    void aRunFolderThatCannotBeMadeIsAFailureWithAdvice() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(execute("run", "mnist-fc", "--runs-dir", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Error: cannot make a folder in " + file)
                .contains("choose another", "Details: ")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run mnist-fc --runs-dir", "sweep mnist-cnn --sweeps-dir", "run mnist-fc --find-lr --runs-dir"})
    void offlineMissingDataAreOneSentence(String arguments) {
        String[] words = (arguments + " " + folder.resolve("made") + " --offline --data-dir " + folder.resolve("empty"))
                .split(" ");

        assertThat(execute(words)).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("Error: MNIST is not in the cache (4 of 4 files are missing")
                .contains("nothing may be fetched while offline.")
                .doesNotContain("\tat ");
    }

    @Test
    void listShowsEveryExperimentWithItsQuestionAndBand() {
        assertThat(execute("list")).isZero();
        assertThat(out.toString())
                .contains("mnist-fc ", "mnist-cnn ", "mnist-fc-permuted", "mnist-cnn-permuted", "locality", "expected");
    }

    @Test
    void theListThatIsPrintedWithoutReadingOptionsIsTheSame() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.execute("list")).isZero();
        } finally {
            System.setOut(before);
        }
        execute("list");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(out.toString());
    }

    @Test
    void listTellsAProgramTheSame() throws IOException {
        assertThat(execute("list", "--json")).isZero();
        JsonNode experiments = new ObjectMapper().readTree(out.toString()).get("experiments");
        assertThat(experiments).hasSizeGreaterThan(9);
        assertThat(experiments.findValuesAsText("name")).contains("mnist-cnn");
        assertThat(experiments.get(0).at("/expected/lowestAccuracy").asDouble()).isBetween(0.5, 1.0);
    }

    @Test
    void aFolderThatIsMissingForTheOutputIsNamedBeforeTheWork() {
        Path file = folder.resolve("missing").resolve("list.json");

        assertThat(execute("list", "--output", file.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("Error: There is no folder " + file.getParent());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpOfEveryCommandIsReadable() {
        for (String command : new String[] {"run", "list", "data", "report", "compare", "reproduce"}) {
            assertThat(execute(command, "--help")).isZero();
        }
        assertThat(out.toString())
                .contains("--seeds", "--set=<name>=<value>", "--data-dir", "--runs-dir", "--no-engine", "learningRate");
    }

    @Test
    void helpOfSweepListsTheSpacesOfTheProgramAndOfTheClassPath() {
        CommandLine program = LabProgram.standard().withSpaces(SliceSpace::new).commandLine(folder.resolve("lab.log"));

        assertThat(program.setOut(new PrintWriter(out, true)).execute("sweep", "--help"))
                .isZero();
        assertThat(out.toString())
                .containsSubsequence("--resume", "Search spaces:", "slice", "Does it search?", "cifar-resnet8");
    }

    @Test
    void sweepWithoutASpaceNamesThem() {
        assertThat(execute("sweep")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Error: Name a search space (mnist-cnn, cifar-net-improved, cifar-resnet8) or");
    }

    @Test
    void dataShowNamesFilesAndChecksums() {
        assertThat(execute("data", "show", "mnist", "--data-dir", folder.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("MNIST", "60,000", "train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738")
                .doesNotContain("CIFAR");
    }

    @Test
    void foldersOfOneNameHavePagesOfTheirOwn() {
        Path here = folder.toAbsolutePath();
        assertThat(Stream.of("cats", "a/cats", "a/../b/cats", "猫", "狗", "cats.zip", "a/my cats")
                        .map(root -> DataCommand.page(here, here.resolve(root)).getFileName()))
                .extracting(Path::toString)
                .containsExactly(
                        "cats-pictures.html",
                        "a-cats-pictures.html",
                        "b-cats-pictures.html",
                        "猫-pictures.html",
                        "狗-pictures.html",
                        "cats.zip-pictures.html",
                        "a-my-cats-pictures.html");
        assertThat(Stream.of(here.resolveSibling("cats"), here.resolve("cats"), here, here.getRoot())
                        .map(root -> DataCommand.page(here, root)))
                .doesNotHaveDuplicates()
                .allMatch(page -> page.getParent().equals(here))
                .noneMatch(page -> page.getFileName().toString().startsWith("-"));
        assertThat(DataCommand.page(here, here.resolve("猫".repeat(80))).getFileName())
                .hasToString("猫".repeat(60) + "-pictures.html");
    }

    @Test
    void dataVerifyFailsWhereFilesAreMissing() {
        assertThat(execute("data", "verify", "mnist", "--data-dir", folder.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("missing", "train-images-idx3-ubyte");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = LabProgram.standard().commandLine(folder.resolveSibling("lab.log"));
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return commandLine.execute(arguments);
    }
}
