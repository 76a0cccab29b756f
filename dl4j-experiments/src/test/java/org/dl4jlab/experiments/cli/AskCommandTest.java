package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.experiments.ask.FailingQuestion;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.TinyQuestion;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.dashboard.AnswerFolder;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.ui.answers.AnswerSummary;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A small question from the command line to its page. */
class AskCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void load() {
        NativeRuntime.load();
    }

    private int ask(String runs, String... arguments) {
        return ask(LabProgram.of().withQuestions(new TinyQuestion()), runs, arguments);
    }

    private int ask(LabProgram program, String runs, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = program.commandLine(folder.resolve("lab.log"), "ask");
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return commandLine.execute(Stream.concat(
                        Stream.of(
                                "ask",
                                "--runs-dir",
                                folder.resolve(runs).toString(),
                                "--data-dir",
                                folder.resolve("data").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private List<String> runs(String runs) throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve(runs))) {
            return found.map(p -> p.getFileName().toString())
                    .filter(name -> name.startsWith("tiny"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aQuestionIsListedAnsweredAndNotTrainedAgain() throws IOException {
        assertThat(ask("runs", "--language", "en")).isZero();
        assertThat(out.toString())
                .contains("tiny ", "Do more epochs help?", "shuffle ")
                .doesNotContain("->");

        assertThat(ask("runs", "tiny", "--quick", "--json")).as(err.toString()).isZero();
        JsonNode first = JSON.readTree(out.toString());
        assertThat(first.get("id").asText()).isEqualTo("tiny-quick");
        assertThat(first.at("/findings/0/outcome").asText()).isIn("supported", "not supported", "cannot be told");
        assertThat(first.at("/commands/everything").asText()).isEqualTo("dl4j-lab ask tiny --quick");
        assertThat(first.at("/commands/six").asText()).isEqualTo("dl4j-lab ask tiny --quick --only six");
        List<String> trained = runs("runs");
        assertThat(trained).hasSize(4);

        assertThat(ask(
                        "runs",
                        "tiny",
                        "--quick",
                        "--output",
                        folder.resolve("again.json").toString()))
                .isZero();
        assertThat(runs("runs")).isEqualTo(trained);
        assertThat(out.toString())
                .contains(
                        "== Epochs",
                        "== What this does not show",
                        "Seeds: 1, 2.",
                        "dl4j-lab ask tiny --quick --only six");
        JsonNode again = JSON.readTree(folder.resolve("again.json").toFile());
        assertThat(again.get("groups")).isEqualTo(first.get("groups"));

        assertThat(ask("other", "tiny", "--quick", "--json")).isZero();
        JsonNode other = JSON.readTree(out.toString());
        for (String variant : List.of("0", "1")) {
            String accuracy = "/groups/0/variants/" + variant + "/metrics/test accuracy";
            assertThat(other.at(accuracy)).as("the same bits").isEqualTo(first.at(accuracy));
        }
        assertThat(other.at("/findings")).isEqualTo(first.at("/findings"));

        assertThat(ask("runs")).isZero();
        assertThat(out.toString()).contains("-> " + folder.resolve("runs/answers/tiny-quick.html"));
    }

    @Test
    void thePageIsInBothLanguagesAndTheChoiceIsRemembered() throws IOException {
        assertThat(ask("runs", "tiny", "--quick", "--seeds", "1", "--language", "zh"))
                .isZero();

        assertThat(out.toString()).contains("多训练几轮有帮助吗？", "这些运行无法判断", "dl4j-lab ask tiny --quick --seeds 1");
        String page = Files.readString(folder.resolve("runs/answers/tiny-quick.html"));
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"zh\">", "Do more epochs help?", "多训练几轮有帮助吗？")
                .contains("id=\"language-zh\" class=\"language\" checked")
                .contains("Six epochs are better than one &lt;&amp; so on&gt;.", "one of &lt;six&gt;")
                .contains("Below a curve.", "曲线说明。", "<svg class=\"diagram\"")
                .doesNotContain("<script", "http://", "https://", "<six>");

        assertThat(ask("runs")).isZero();
        assertThat(out.toString()).as("Chinese is remembered").contains("多训练几轮有帮助吗？");

        AnswerFolder shown = new AnswerFolder(folder.resolve("runs"));
        assertThat(shown.answers()).extracting(AnswerSummary::id).containsExactly("tiny-quick");
        assertThat(shown.answers().get(0).outcome()).isEqualTo("cannot be told");
        assertThat(shown.page("tiny-quick", Language.EN).orElseThrow())
                .contains("id=\"language-en\" class=\"language\" checked")
                .doesNotContain("id=\"language-zh\" class=\"language\" checked");
        assertThat(shown.page("../tiny-quick", Language.EN)).isEmpty();
    }

    /** Two groups may call their variants alike, as batches of 8 at three learning rates. */
    @Test
    void thePageHasTheCommandAndTheRunsOfEveryVariant() throws IOException {
        Question question = new TwoGroupsQuestion();

        assertThat(ask(LabProgram.of().withOnlyQuestions(question), "runs", "tiny", "--quick", "--language", "en"))
                .as(err.toString())
                .isZero();

        String page = Files.readString(folder.resolve("runs/answers/tiny-quick.html"));
        for (String variant : List.of("one", "six", "slow-one", "slow-six")) {
            assertThat(page).contains("dl4j-lab ask tiny --quick --only " + variant + "<");
        }
        assertThat(runs("runs")).hasSize(8).allSatisfy(run -> assertThat(page).contains(run));
    }

    /** {@link TinyQuestion} with its variants once more, at another learning rate and with the same titles. */
    private static final class TwoGroupsQuestion implements Question {

        private final TinyQuestion tiny = new TinyQuestion();

        @Override
        public String name() {
            return tiny.name();
        }

        @Override
        public LocalizedText title() {
            return tiny.title();
        }

        @Override
        public LocalizedText claim() {
            return tiny.claim();
        }

        @Override
        public QuestionPlan plan(Width width) {
            QuestionPlan plan = tiny.plan(width);
            VariantGroup group = plan.groups().get(0);
            VariantGroup slow = new VariantGroup(
                    new LocalizedText("Slow epochs", "慢的轮数"),
                    group.varies(),
                    group.metrics(),
                    group.variants().stream().map(TwoGroupsQuestion::slow).toList());
            return new QuestionPlan(List.of(group, slow), plan.seeds(), plan.width());
        }

        private static Variant slow(Variant variant) {
            Experiment experiment = variant.experiment();
            String name = "slow-" + variant.name();
            return new Variant(
                    name,
                    variant.title(),
                    Experiment.named("tiny-" + name)
                            .data(experiment.data())
                            .network(experiment.network())
                            .settings(experiment.settings().withLearningRate(0.001)));
        }

        @Override
        public Judgement judge(Evidence evidence) throws IOException {
            return tiny.judge(evidence);
        }
    }

    @Test
    void singleVariantsAreMeasuredWithoutAVerdict() throws IOException {
        assertThat(ask("runs", "tiny", "--quick", "--only", "one", "--seeds", "1", "--language", "en", "--json"))
                .isZero();

        JsonNode printed = JSON.readTree(out.toString());
        assertThat(printed.at("/one/test accuracy/1").isNumber()).isTrue();
        assertThat(printed.has("six")).isFalse();
        assertThat(runs("runs")).hasSize(1);
    }

    @Test
    void aVariantThatIsNamedTwiceIsMeasuredOnce() throws IOException {
        assertThat(ask("runs", "tiny", "--quick", "--only", "one,one", "--seeds", "1", "--language", "en", "--json"))
                .isZero();

        assertThat(runs("runs")).hasSize(1);
        assertThat(out.toString()).contains("\"one\"").doesNotContain("missing)");
    }

    /** A question that trains nothing loads its images when it judges. */
    @Test
    void imagesThatAreNotToBeHadDoNotEndTheOtherQuestions() throws IOException {
        Question without = new Question() {
            @Override
            public String name() {
                return "without";
            }

            @Override
            public LocalizedText title() {
                return LocalizedText.same("What is missing?");
            }

            @Override
            public LocalizedText claim() {
                return LocalizedText.same("Nothing.");
            }

            @Override
            public QuestionPlan plan(Width width) {
                return new QuestionPlan(List.of(), 1, LocalizedText.same(""));
            }

            @Override
            public Judgement judge(Evidence evidence) {
                throw new DataException("MNIST is not to be had.");
            }
        };
        LabProgram program = LabProgram.of().withOnlyQuestions(without, new TinyQuestion());

        assertThat(ask(program, "runs", "all", "--quick", "--seeds", "1", "--language", "en", "--json"))
                .isEqualTo(ExitCode.FAILED);

        JsonNode printed = JSON.readTree(out.toString());
        assertThat(printed.at("/answers/0/question").asText()).isEqualTo("tiny");
        assertThat(printed.at("/unanswered/without").asText()).isEqualTo("MNIST is not to be had.");
        assertThat(Path.of(printed.get("page").asText())).isRegularFile();
    }

    @Test
    void allAreOnOnePageAndOneThatFailsDoesNotEndTheOthers() throws IOException {
        Question broken = new FailingQuestion();
        LabProgram program = LabProgram.of().withOnlyQuestions(broken, new TinyQuestion());

        assertThat(ask(program, "runs", "all", "--quick", "--seeds", "1", "--language", "en", "--json"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(err.toString()).contains("Not answered: failing: ", "All answers: ");
        JsonNode printed = JSON.readTree(out.toString());
        assertThat(printed.get("answers")).hasSize(1);
        assertThat(printed.at("/answers/0/question").asText()).isEqualTo("tiny");
        assertThat(Files.readString(Path.of(printed.get("page").asText())))
                .contains("Do more epochs help?", "多训练几轮有帮助吗？", "<svg class=\"diagram\"")
                .doesNotContain("<script", "failing");
        assertThat(folder.resolve("runs/answers/tiny-quick.html")).exists();

        assertThat(ask(LabProgram.of().withOnlyQuestions(broken), "runs", "all", "--quick"))
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void mistakesAreExplainedInOneLine() {
        mistake("There is no question 'tyni'. Did you mean 'tiny'?", "tyni");
        mistake("There is no variant 'seven'. Known: one, six.", "tiny", "--only", "seven");
        mistake("none in 'fr'", "tiny", "--language", "fr");
        mistake("--seeds must be at least 1, but got 0.", "tiny", "--seeds", "0");
        mistake("trains nothing with several seeds; leave out --seeds.", "sequential", "--quick", "--seeds", "2");
        mistake(
                "trains nothing that a cluster could train; leave out --master.",
                "sequential",
                "--quick",
                "--master",
                "local[2]");
        mistake("ask without a question only lists the questions; leave out --quick.", "--quick");
        mistake("--only names variants of one question; name the question, not all.", "all", "--only", "one");
    }

    private void mistake(String explanation, String... arguments) {
        assertThat(ask("runs", arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("Error: ").contains(explanation);
    }
}
