package org.dl4jlab.experiments.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.experiment.LabExperiments;
import org.dl4jlab.experiments.question.LabQuestions;
import org.dl4jlab.experiments.space.SearchSpaces;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.StopSignal;
import picocli.CommandLine;

/**
 * The command line as a program of one's own: with the lab's experiments and search spaces, those of every provider on the
 * class path, and those that are handed to it.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     LabProgram.of(myExperiment).main(args);
 * }
 * }</pre>
 */
public final class LabProgram {

    /** In the order of the help page. */
    static final List<String> COMMANDS = List.of(
            "list",
            "train",
            "run",
            "ask",
            "sweep",
            "predict",
            "evaluate",
            "data",
            "report",
            "compare",
            "reproduce",
            "spark",
            "ui");

    /** True where the launcher of the distribution has put no other jars on the class path, which could bring experiments. */
    private static final String DISTRIBUTION_ALONE = "dl4jlab.distribution.alone";

    private final List<Experiment> experiments;
    private final List<Supplier<SearchSpace>> spaces;
    private final Supplier<List<Question>> questions;

    private LabProgram(
            List<Experiment> experiments, List<Supplier<SearchSpace>> spaces, Supplier<List<Question>> questions) {
        this.experiments = List.copyOf(experiments);
        this.spaces = List.copyOf(spaces);
        this.questions = questions;
    }

    /** The lab's own, and what is found on the class path. */
    public static LabProgram standard() {
        return new LabProgram(List.of(), List.of(), LabQuestions::known);
    }

    /** With some experiments more; they are listed first. */
    public static LabProgram of(Experiment... experiments) {
        return new LabProgram(List.of(experiments), List.of(), LabQuestions::known);
    }

    /** With some search spaces more, each made anew for a sweep. */
    @SafeVarargs
    public final LabProgram withSpaces(Supplier<SearchSpace>... more) {
        return new LabProgram(experiments, List.of(more), questions);
    }

    /** With some questions more; they are listed first. */
    public LabProgram withQuestions(Question... more) {
        List<Question> own = List.of(more);
        return new LabProgram(
                experiments,
                spaces,
                () -> Stream.concat(own.stream(), LabQuestions.known().stream()).toList());
    }

    /** With these questions in place of the lab's, for a course of one's own. */
    public LabProgram withOnlyQuestions(Question... only) {
        List<Question> own = List.of(only);
        return new LabProgram(experiments, spaces, () -> own);
    }

    /**
     * Runs one command. The JVM ends with 0 (done), 1 (failed), 2 (wrong usage) or 130 (interrupted).
     *
     * @param args the command line
     */
    public void main(String... args) {
        // Maven's own process may run this, so a good end must not be an exit.
        int code = execute(args);
        if (code != ExitCode.DONE) {
            System.exit(code);
        }
    }

    /**
     * Runs one command and returns instead of ending the JVM.
     *
     * @return the exit code
     */
    public int execute(String... args) {
        DeserializationFilter.install(args);
        if (args.length == 1 && args[0].equals("list")) {
            // There are no options to read, and the library that reads them takes longer to start than the list to
            // print.
            ListCommand.print(experiments(), new PrintWriter(System.out));
            return ExitCode.DONE;
        }
        Path logFile = LogSetup.configure();
        if (args.length > 0 && !args[0].equals("list")) {
            ProgramSettings.configure();
            try {
                // Before any class of ND4J: it reads these settings when it is loaded.
                NativeRuntime.configure();
            } catch (IllegalArgumentException e) {
                System.err.println("Error: " + e.getMessage());
                return ExitCode.USAGE;
            }
        }
        CommandLine commandLine = commandLine(logFile, args);
        return commandLine
                .setOut(TerminalText.to(commandLine.getOut()))
                .setErr(TerminalText.to(commandLine.getErr()))
                .execute(args);
    }

    /**
     * The commands that a call needs. Making a command reads its options by reflection and starts the logging, which a
     * short command need not wait for.
     *
     * @param logFile that errors outside of runs point to
     * @param args the call: the command that it names; all if it names none, as when help is asked for
     */
    CommandLine commandLine(Path logFile, String... args) {
        CommandLine commandLine = new CommandLine(new LabCommand(this));
        List<String> needed = args.length > 0 && COMMANDS.contains(args[0]) ? List.of(args[0]) : COMMANDS;
        needed.forEach(name -> commandLine.addSubcommand(name, command(name)));
        for (String trains : List.of("run", "train")) {
            CommandLine command = commandLine.getSubcommands().get(trains);
            if (command != null) {
                command.getCommandSpec().usageMessage().footer(RunCommand.settingsHelp());
            }
        }
        CommandLine sweep = commandLine.getSubcommands().get("sweep");
        if (sweep != null) {
            // Only when help is shown: to look for spaces takes longer than a short command.
            sweep.getHelpSectionMap().put(SECTION_KEY_FOOTER, help -> SweepCommand.spacesHelp(spaces()));
        }
        ErrorReport errors = new ErrorReport(logFile);
        return commandLine
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static Object command(String name) {
        return switch (name) {
            case "list" -> new ListCommand();
            case "train" -> new TrainCommand();
            case "run" -> new RunCommand();
            case "ask" -> new AskCommand();
            case "sweep" -> new SweepCommand();
            case "predict" -> new PredictCommand();
            case "evaluate" -> new EvaluateCommand();
            case "data" -> new DataCommand();
            case "report" -> new ReportCommand();
            case "compare" -> new CompareCommand();
            case "reproduce" -> new ReproduceCommand();
            case "spark" -> new SparkCommand();
            case "ui" -> new UiCommand();
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }

    /** A lab that knows this program's experiments. */
    Lab lab(Path runs, LabOptions options) {
        return Lab.in(runs, options.withExperiments(experiments));
    }

    /**
     * A lab that also knows the experiments of all questions, for going on with a run or repeating it: networks that a question
     * makes are not written into the folders of its runs.
     */
    Lab labOfAllRuns(Path runs, LabOptions options) {
        Stream<Experiment> asked = questions().stream()
                .flatMap(question -> Stream.of(Width.values()).map(question::plan))
                .flatMap(plan -> plan.variants().values().stream())
                .map(Variant::experiment);
        return Lab.in(
                runs,
                options.withExperiments(
                        Stream.concat(experiments.stream(), asked).toList()));
    }

    List<Experiment> experiments() {
        if (Boolean.getBoolean(DISTRIBUTION_ALONE)) {
            // To look through every jar of the distribution for others takes longer than all else.
            Map<String, Experiment> byName = new LinkedHashMap<>();
            Stream.concat(experiments.stream(), new LabExperiments().experiments().stream())
                    .forEach(e -> byName.putIfAbsent(e.name(), e));
            return List.copyOf(byName.values());
        }
        // Without the engine, whose classes take a while to load and whom a list does not need.
        return lab(
                        Path.of("."),
                        new LabOptions(
                                Optional.empty(),
                                DataStore.standard(),
                                List.of(),
                                StopSignal.NEVER,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                List.of()))
                .experiments();
    }

    List<Question> questions() {
        return questions.get();
    }

    SearchSpaces spaces() {
        return SearchSpaces.of(spaces);
    }
}
