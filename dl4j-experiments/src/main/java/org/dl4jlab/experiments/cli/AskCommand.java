package org.dl4jlab.experiments.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.DefaultFolders;
import org.dl4jlab.experiments.ask.Asking;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.answer.Answer;
import org.dl4jlab.experiments.ask.answer.AnswerFiles;
import org.dl4jlab.experiments.ask.answer.AnswerJson;
import org.dl4jlab.experiments.ask.answer.AnswerText;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.cluster.RunSpreading;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.internal.run.SourceCommit;
import org.dl4jlab.ui.server.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers questions by runs. */
@Command(
        name = "ask",
        description =
                "Answers the lab's questions by runs: trains what is missing, compares, and says what the runs support."
                        + " Without a name it lists the questions.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AskCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private static final Logger log = LoggerFactory.getLogger(AskCommand.class);

    private static final OptionMode LIST = new OptionMode(
            "ask without a question",
            Set.of("--language", "--runs-dir", "--data-dir"),
            Set.of("json"),
            "only lists the questions");

    @Parameters(
            paramLabel = "<question>",
            arity = "0..1",
            description = "Its name, or 'all' for one after the other and one page of all. Without a name: the list.")
    private String name;

    @Option(
            names = "--quick",
            description =
                    "At most 5 minutes a question on two cores: fewer seeds, epochs and images. Without it at most an"
                            + " hour a question.")
    private boolean quick;

    @Option(
            names = "--seeds",
            paramLabel = "<n>",
            description = "Seeds of each variant: 1 to n. Default: as the question says, 3 or more.")
    private Integer seeds;

    @Option(
            names = "--only",
            paramLabel = "<variant>",
            split = ",",
            description = "Only measures these variants of a question, for their numbers, and gives no verdict.")
    private List<String> only = List.of();

    @Mixin
    private LanguageOption languages;

    @Mixin
    private LoadOptions data;

    @Mixin
    private RunOptions runs;

    @Mixin
    private JsonOutput json;

    @Mixin
    private ClusterOption cluster;

    @Spec
    private CommandSpec spec;

    private Language language;

    /** Of all questions of this call. */
    private Interruption interruption;

    private ClusterConnection machines;

    @Override
    public Integer call() throws Exception {
        return json.around(spec, this::ask);
    }

    private int ask() throws IOException {
        language = languages.choose(data.memory().orElseGet(DefaultFolders::ofUser));
        LanguageOption.warning(language).ifPresent(out()::println);
        List<Question> questions = LabCommand.program(spec).questions();
        if (name == null) {
            LIST.check(spec);
            return list(questions);
        }
        if (seeds != null && seeds < 1) {
            throw new InvalidInputException("--seeds must be at least 1, but got " + seeds + ".");
        }
        if (name.equals(ALL)) {
            if (!only.isEmpty()) {
                throw new InvalidInputException("--only names variants of one question; name the question, not all.");
            }
            return connected(() -> answerAll(questions));
        }
        Question question = questions.stream()
                .filter(q -> q.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(NearestName.explain(
                        "question", name, questions.stream().map(Question::name).toList())));
        if (seeds != null && question.plan(width()).groups().isEmpty()) {
            throw new InvalidInputException(
                    "The question " + question.name() + " trains nothing with several seeds; leave out --seeds.");
        }
        if (cluster.isGiven() && question.plan(width()).groups().isEmpty()) {
            throw new InvalidInputException("The question " + question.name()
                    + " trains nothing that a cluster could train; leave out --master.");
        }
        return connected(() -> only.isEmpty() ? answer(question) : measure(question));
    }

    @FunctionalInterface
    private interface Work {
        int done() throws IOException;
    }

    /** Works with one connection to the cluster, if there is one; it is closed before a process that was told to end ends. */
    private int connected(Work work) throws IOException {
        try (Interruption listening = Interruption.listen();
                ClusterConnection connection = ClusterConnection.of(cluster, data.store())) {
            interruption = listening;
            machines = connection;
            return work.done();
        }
    }

    private int list(List<Question> questions) throws IOException {
        ObjectNode root = new JsonMapper().createObjectNode();
        ArrayNode list = root.putArray("questions");
        PrintWriter out = out();
        int width = questions.stream().mapToInt(q -> q.name().length()).max().orElse(0);
        for (Question question : questions) {
            String title = question.title().in(language);
            ObjectNode one = list.addObject().put("name", question.name()).put("title", title);
            out.printf(Locale.ROOT, "%-" + width + "s  %s%n", question.name(), title);
            for (Width size : Width.values()) {
                Path page = files().page(Answer.id(question.name(), size));
                if (Files.isRegularFile(page)) {
                    one.put(size.name().toLowerCase(Locale.ROOT), page.toString());
                    out.printf(Locale.ROOT, "%" + width + "s  -> %s%n", "", page);
                }
            }
        }
        out.println(
                language == Language.ZH
                        ? "回答一个：dl4j-lab ask <名称> --quick"
                        : "Answer one with: dl4j-lab ask <name> --quick");
        out.flush();
        if (json.isWanted()) {
            json.write(spec, root);
        }
        return ExitCode.DONE;
    }

    private int answer(Question question) throws IOException {
        Optional<Answer> answer = ask(question);
        if (answer.isEmpty()) {
            return interrupted();
        }
        if (json.isWanted()) {
            json.write(spec, AnswerJson.of(answer.get()));
        }
        return ExitCode.DONE;
    }

    private int answerAll(List<Question> questions) throws IOException {
        List<Answer> answers = new ArrayList<>();
        Map<String, String> unanswered = new LinkedHashMap<>();
        for (Question question : questions) {
            try {
                Optional<Answer> answer = ask(question);
                if (answer.isEmpty()) {
                    return interrupted();
                }
                answers.add(answer.get());
            } catch (RunFailedException | ClusterException | DataException | InvalidInputException | IOException e) {
                // The other questions can still be answered.
                unanswered.put(question.name(), e.getMessage());
                log.debug("No answer to {}", question.name(), e);
                print(unanswered(question.name(), e.getMessage()));
            }
        }
        if (answers.isEmpty()) {
            return ExitCode.FAILED;
        }
        Path page = files().writeAll(answers, language);
        print((language == Language.ZH ? "全部答案：" : "All answers: ") + page);
        if (json.isWanted()) {
            ObjectNode root = new JsonMapper().createObjectNode().put("page", page.toString());
            ArrayNode list = root.putArray("answers");
            answers.forEach(answer -> list.add(AnswerJson.of(answer)));
            ObjectNode reasons = root.putObject("unanswered");
            unanswered.forEach(reasons::put);
            json.write(spec, root);
        }
        unanswered.forEach((question, reason) -> print(unanswered(question, reason)));
        return unanswered.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private String unanswered(String question, String reason) {
        return (language == Language.ZH ? "未能回答：" : "Not answered: ") + question + ": " + reason;
    }

    /** One question from its runs to its page; empty if it was stopped. */
    private Optional<Answer> ask(Question question) throws IOException {
        QuestionPlan plan = question.plan(width());
        List<Seed> wanted = Seed.range(1, seeds == null || plan.groups().isEmpty() ? plan.seeds() : seeds);
        print(question.title().in(language));
        Optional<Evidence> evidence =
                gather(question, plan, List.copyOf(plan.variants().values()), wanted);
        if (evidence.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = Answer.of(question, evidence.get(), wanted);
        Path page = files().write(answer, language);
        print("");
        print(AnswerText.of(answer, language));
        print((language == Language.ZH ? "网页：" : "Page: ") + page);
        return Optional.of(answer);
    }

    private int measure(Question question) throws IOException {
        QuestionPlan plan = question.plan(width());
        List<Variant> variants = plan.named(only);
        Optional<Evidence> evidence =
                gather(question, plan, variants, Seed.range(1, seeds == null ? plan.seeds() : seeds));
        if (evidence.isEmpty()) {
            return interrupted();
        }
        ObjectNode measured = VariantNumbers.of(plan, variants, evidence.get(), language, text -> out().print(text));
        out().flush();
        if (json.isWanted()) {
            json.write(spec, measured);
        }
        return ExitCode.DONE;
    }

    private Optional<Evidence> gather(Question question, QuestionPlan plan, List<Variant> variants, List<Seed> wanted)
            throws IOException {
        LabOptions options = LabOptions.defaults()
                .withDataStore(data.store())
                .withListener(Terminal.progress())
                .withCommand(Invocation.of(spec))
                .withSource(SourceCommit.codeFolder())
                .withStop(interruption);
        Optional<RunSpreading> spreading = machines.cluster().map(c -> new RunSpreading(c, runs.folder(), options));
        Lab lab = LabCommand.program(spec)
                .lab(runs.folder(), spreading.map(RunSpreading::options).orElse(options));
        return new Asking(lab, data.store(), spreading).gather(question, width(), plan, variants, wanted);
    }

    private int interrupted() {
        print(language == Language.ZH ? "已中断；用同一条命令从这里继续。" : "Interrupted; the same command goes on from here.");
        return ExitCode.INTERRUPTED;
    }

    private Width width() {
        return quick ? Width.QUICK : Width.FULL;
    }

    private AnswerFiles files() {
        return AnswerFiles.beside(runs.folder());
    }

    private PrintWriter out() {
        return json.isPrinted()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private void print(String line) {
        PrintWriter out = out();
        out.println(line);
        out.flush();
    }
}
