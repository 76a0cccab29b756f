package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.experiments.space.SearchSpaces;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.SweepOutcome;
import org.dl4jlab.sweeps.SweepRunner;
import org.dl4jlab.sweeps.record.InvalidPlanException;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.internal.run.SourceCommit;
import org.dl4jlab.training.internal.runner.IdleSettings;
import org.dl4jlab.training.internal.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches for good settings of a network. */
@Command(
        name = "sweep",
        description =
                "Tries many settings of a network and scores each on held-out training images. Then trains the best again"
                        + " with several seeds and tests it. --resume continues a sweep that was stopped or killed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SweepCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(SweepCommand.class);
    private static final int DEFAULT_CANDIDATES = 20;

    private static final OptionMode RESUME = new OptionMode(
            "--resume",
            Set.of("--candidates", "--minutes", "--sweeps-dir"),
            Set.of("dashboard", "data", "cluster"),
            "goes on with a sweep as it began, but for its limits");

    /** Where sweeps are kept unless the user says otherwise. */
    static final Path DEFAULT_FOLDER = Path.of("sweeps");

    @Parameters(paramLabel = "<space>", arity = "0..1", description = "Name of the search space.")
    private String name;

    @Option(
            names = "--search",
            paramLabel = "<method>",
            defaultValue = "random",
            description = "random, grid or genetic. Default: ${DEFAULT-VALUE}.")
    private SearchMethod search;

    @Option(
            names = "--candidates",
            paramLabel = "<n>",
            description = "Largest number of candidates to try. Default: " + DEFAULT_CANDIDATES + ".")
    private Integer candidates;

    @Option(
            names = "--minutes",
            paramLabel = "<n>",
            description = "Starts no further candidate after this many minutes. Default: no limit.")
    private Double minutes;

    @Option(
            names = "--workers",
            paramLabel = "<n>",
            description =
                    "Candidates trained at the same time; they share the cores. Another number may change the last"
                            + " bits of their scores, because sums are added in another order. Default: 1, or with"
                            + " --master as many as the cluster has cores.")
    private Integer workers;

    @Option(
            names = "--prune",
            description = "Stops poor candidates early by asynchronous successive halving; see --first-rung and"
                    + " --reduction.")
    private boolean prune;

    @Option(
            names = "--first-rung",
            paramLabel = "<epochs>",
            defaultValue = "1",
            description = "Epochs that every candidate is trained for. Default: ${DEFAULT-VALUE}.")
    private int firstRung;

    @Option(
            names = "--reduction",
            paramLabel = "<n>",
            defaultValue = "3",
            description = "One candidate in n goes on, for n times the epochs. Default: ${DEFAULT-VALUE}.")
    private int reduction;

    @Option(
            names = "--winner-seeds",
            paramLabel = "<n>",
            defaultValue = "3",
            description =
                    "Trains the winner again with this many seeds, none of them the sweep's own, and tests it; 0 for"
                            + " none. Default: ${DEFAULT-VALUE}.")
    private int winnerSeeds;

    @Option(
            names = "--grid-steps",
            paramLabel = "<n>",
            defaultValue = "3",
            description = "Values of each continuous hyperparameter in a grid. Default: ${DEFAULT-VALUE}.")
    private int gridSteps;

    @Mixin
    private SettingOptions chosen;

    @Option(
            names = "--resume",
            paramLabel = "<folder>",
            description = "Continues an earlier sweep. Only --candidates and --minutes may be changed.")
    private Path resumed;

    @Option(
            names = "--sweeps-dir",
            paramLabel = "<folder>",
            defaultValue = "sweeps",
            description = "Folder in which each sweep makes its own folder. Default: ${DEFAULT-VALUE}.")
    private Path sweeps;

    @Mixin
    private LiveDashboard dashboard;

    @Mixin
    private LoadOptions data;

    @Mixin
    private ClusterOption cluster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if ((name == null) == (resumed == null)) {
            throw new InvalidInputException("Name a search space ("
                    + String.join(", ", LabCommand.program(spec).spaces().names())
                    + ") or an earlier sweep with --resume <folder>.");
        }
        if (resumed != null) {
            RESUME.check(spec);
        }
        dashboard.refuseUnused(spec);
        if (!dashboard.isWanted()) {
            return run(SweepListener.NONE);
        }
        Path folder =
                resumed == null ? sweeps : find(resumed).path().toAbsolutePath().getParent();
        LiveSweep live = new LiveSweep();
        return dashboard.beside(LabCommand.program(spec), UiCommand.DEFAULT_FOLDER, folder, live, shown -> run(live));
    }

    private int run(SweepListener listener) throws IOException {
        try {
            return search(listener);
        } catch (InvalidPlanException e) {
            throw new InvalidInputException(option(e.component()) + " " + e.complaint());
        }
    }

    /** The option that gives a component of the plan. */
    private static String option(String component) {
        return "--" + component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private int search(SweepListener listener) throws IOException {
        try (Interruption interruption = Interruption.listen();
                ClusterConnection machines = ClusterConnection.of(cluster, data.store())) {
            LabOptions options = LabOptions.defaults()
                    .withDataStore(data.store())
                    .withListener(Terminal.progress())
                    .withStop(interruption)
                    .withCommand(Invocation.of(spec))
                    .withSource(SourceCommit.codeFolder());
            SweepRunner here = new SweepRunner(options, listener);
            SweepRunner runner = machines.cluster().map(here::on).orElse(here);
            SweepOutcome outcome = resumed == null
                    ? start(runner, machines.cluster().map(Cluster::slots).orElse(1))
                    : resume(runner);
            if (outcome.interrupted()) {
                log.info(
                        "Interrupted: {}. Go on with: dl4j-lab sweep --resume {}",
                        outcome.record().message(),
                        outcome.folder().path());
                return ExitCode.INTERRUPTED;
            }
            log.info(SweepTable.of(outcome));
            return ExitCode.DONE;
        }
    }

    private SweepFolder find(Path folder) throws IOException {
        return SweepFolder.open(Files.isDirectory(folder) ? folder : sweeps.resolve(folder));
    }

    private SweepOutcome start(SweepRunner runner, int slots) throws IOException {
        refuseUnless(prune, "--prune", "--first-rung", "--reduction");
        refuseUnless(search == SearchMethod.GRID, "--search grid", "--grid-steps");
        SearchSpace space = LabCommand.program(spec).spaces().byName(name);
        Map<String, String> changes = chosen.changes();
        changes.keySet().stream()
                .filter(space.hyperparameters()::containsKey)
                .findFirst()
                .ifPresent(searched -> {
                    throw new InvalidInputException("'" + searched + "' is searched by " + space.name()
                            + ", so it cannot be set for all candidates.");
                });
        TrainingSettings settings = Settings.override(space.settings(), changes);
        IdleSettings.requireEffect(
                settings, changes.keySet(), space.hyperparameters().keySet());
        SweepPlan plan = new SweepPlan(
                search,
                gridSteps,
                chosen.seed(),
                candidates == null ? DEFAULT_CANDIDATES : candidates,
                minutes,
                workers == null ? slots : workers,
                prune ? new SweepPlan.Pruning(firstRung, reduction) : null,
                winnerSeeds,
                chosen.engine() && EngineProperties.isOnInSinglePrecision(),
                settings);
        return runner.start(space, plan, sweeps);
    }

    /** @throws InvalidInputException if one of the options was given, but not what gives it an effect */
    private void refuseUnless(boolean needed, String needs, String... options) {
        for (String option : options) {
            if (!needed && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InvalidInputException(
                        option + " has no effect without " + needs + "; add that or leave out " + option + ".");
            }
        }
    }

    private SweepOutcome resume(SweepRunner runner) throws IOException {
        SweepFolder folder = find(resumed);
        SweepRecord record = folder.readRecord();
        int limit = candidates == null ? record.plan().candidates() : candidates;
        Double time = minutes == null ? record.plan().minutes() : minutes;
        return runner.resume(
                LabCommand.program(spec).spaces().byName(record.space()),
                folder,
                record.plan().withLimits(limit, time));
    }

    /** The search spaces with what each finds out, for the end of the help page. */
    static String spacesHelp(SearchSpaces spaces) {
        StringBuilder help = new StringBuilder(String.format(Locale.ROOT, "Search spaces:%n"));
        for (SearchSpace space : spaces.all()) {
            help.append(String.format(Locale.ROOT, "  %-18s  %s%n", space.name(), space.question()));
        }
        return help.toString();
    }
}
