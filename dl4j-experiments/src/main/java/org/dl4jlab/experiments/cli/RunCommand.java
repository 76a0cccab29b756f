package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dl4jlab.engine.network.EngineOptions;
import org.dl4jlab.experiments.dashboard.WatchedRuns;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.experiments.experiment.Experiments;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.reports.page.SeedsReport;
import org.dl4jlab.reports.picture.LearningRateCurve;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Progress;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.runner.LearningRateFinder;
import org.dl4jlab.training.internal.runner.RunOutcome;
import org.dl4jlab.training.internal.runner.RunWatcher;
import org.dl4jlab.training.internal.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains and tests one experiment, once or with several seeds. */
@Command(
        name = "run",
        description = "Trains and tests an experiment and leaves a run folder.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nSettings, with the values of mnist-cnn:%n")
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Parameters(paramLabel = "<experiment>", arity = "0..1", description = "Its name; 'dl4j-lab list' shows all.")
    private String name;

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "Everything random follows from it. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "Runs n times with consecutive seeds and reports mean and standard deviation.")
    private int seeds;

    @Option(names = "--epochs", paramLabel = "<n>", description = "Short for --set epochs=<n>.")
    private String epochs;

    @Option(names = "--batch", paramLabel = "<n>", description = "Short for --set batch=<n>.")
    private String batch;

    @Option(
            names = "--set",
            paramLabel = "<name>=<value>",
            description = "Changes a setting of the experiment; may be repeated. The settings are listed below.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--find-lr",
            description = "Only tries learning rates: trains up to 200 steps with a rising one and suggests a value.")
    private boolean findLearningRate;

    @Option(
            names = "--resume",
            paramLabel = "<run folder>",
            description = "Goes on with an interrupted or killed run, with its own settings, from its last checkpoint.")
    private Path resumed;

    @Option(names = "--no-engine", description = "Trains with DL4J's own layers instead of the compiled engine.")
    private boolean noEngine;

    @Option(
            names = "--precision",
            paramLabel = "<type>",
            description =
                    "float32, or bfloat16 where the CPU has instructions for it: convolutions then multiply numbers"
                            + " of 16 bits, faster and less exact. Default: float32.")
    private String precision;

    @Mixin
    private LiveDashboard dashboard;

    @Mixin
    private DataOptions data;

    @Mixin
    private RunOptions runs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (resumed != null) {
            return resume();
        }
        if (name == null) {
            throw new InvalidInputException("Name an experiment to run; 'list' shows all.");
        }
        Experiment experiment = Experiments.byName(name);
        TrainingSettings settings = Settings.override(experiment.settings(), allOverrides());
        if (findLearningRate) {
            return findLearningRate(experiment, settings);
        }
        if (seeds < 1) {
            throw new InvalidInputException("--seeds must be at least 1, but got " + seeds + ".");
        }
        Progress progress = Terminal.progress();
        DataCache cache = new DataCache(data.store(), progress);
        ExperimentRunner.Options options =
                new ExperimentRunner.Options(runs.folder(), engine(), seeds == 1, Invocation.of(spec));
        if (!dashboard.isWanted()) {
            return runSeeds(experiment, settings, seed, seeds, cache::load, options, progress, RunWatcher.NONE);
        }
        return dashboard.beside(
                runs.folder(),
                SweepCommand.USUAL_FOLDER,
                new LiveSweep(),
                shown -> runSeeds(
                        experiment, settings, seed, seeds, cache::load, options, progress, new WatchedRuns(shown)));
    }

    private Optional<EngineOptions> engine() {
        if (noEngine) {
            if (precision != null) {
                throw new InvalidInputException("--precision is a choice of the engine; leave out --no-engine or it.");
            }
            return Optional.empty();
        }
        if (precision == null) {
            return Optional.of(EngineOptions.defaults());
        }
        EngineOptions options;
        try {
            options = EngineOptions.with(precision);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("--" + e.getMessage() + ".");
        }
        if (!options.precision().isFast()) {
            throw new InvalidInputException(
                    "This CPU has no instructions for " + precision + "; leave out --precision " + precision + ".");
        }
        return Optional.of(options);
    }

    private int findLearningRate(Experiment experiment, TrainingSettings settings) throws Exception {
        DataCache cache = new DataCache(data.store(), Terminal.progress());
        try (Interruption interruption = Interruption.listen()) {
            LearningRateFinder found = LearningRateFinder.run(
                    experiment,
                    settings,
                    seed,
                    cache.load(experiment.dataSet()),
                    engine(),
                    interruption,
                    runs.folder());
            if (interruption.requested()) {
                return ExitCode.INTERRUPTED;
            }
            log.info("Picture: {}", LearningRateCurve.draw(found));
            log.info("Numbers: {}", found.table());
            log.info(found.test()
                    .suggestion()
                    .map(rate -> String.format(
                            Locale.ROOT,
                            "Suggested: --set learningRate=%.1e (a tenth of where the loss was lowest; now %s)",
                            rate,
                            settings.learningRate()))
                    .orElse("The loss did not fall at any learning rate: no suggestion."));
            return ExitCode.DONE;
        }
    }

    private int resume() throws IOException {
        if (!allOverrides().isEmpty()
                || seeds != 1
                || precision != null
                || spec.commandLine().getParseResult().hasMatchedOption("--seed")) {
            throw new InvalidInputException(
                    "--resume goes on with the run's own settings and seed; leave out --set, --epochs, --batch,"
                            + " --seed, --seeds and --precision.");
        }
        RunFolder folder;
        try {
            folder = RunFolder.open(resumed);
        } catch (IOException e) {
            throw new InvalidInputException(e.getMessage() + ".");
        }
        Experiment experiment =
                Experiments.byName(name == null ? folder.readRecord().experiment() : name);
        Progress progress = Terminal.progress();
        DataCache cache = new DataCache(data.store(), progress);
        ExperimentRunner.Options options =
                new ExperimentRunner.Options(runs.folder(), engine(), true, Invocation.of(spec));
        try (Interruption interruption = Interruption.listen()) {
            return report(new ExperimentRunner(
                            cache::load, options, progress, interruption, RunWatcher.NONE, new RunReports())
                    .resume(experiment, folder));
        }
    }

    /** Tells how a run ended and returns the exit code. */
    private static int report(RunOutcome outcome) {
        Path folder = outcome.folder().path();
        if (!outcome.interrupted()) {
            log.info("Report: {}", outcome.folder().reportFile());
            return ExitCode.DONE;
        }
        log.info("Interrupted: {}. What there is: {}", outcome.record().message(), folder);
        log.info("To go on: run --resume {}", folder);
        return ExitCode.INTERRUPTED;
    }

    /**
     * Runs an experiment with consecutive seeds until all are done or the user stops them.
     *
     * @return the exit code
     */
    static int runSeeds(
            Experiment experiment,
            TrainingSettings settings,
            long firstSeed,
            int count,
            ExperimentRunner.DataLoader loader,
            ExperimentRunner.Options options,
            Progress progress,
            RunWatcher watcher)
            throws IOException {
        List<RunOutcome> outcomes = new ArrayList<>();
        try (Interruption interruption = Interruption.listen()) {
            ExperimentRunner runner =
                    new ExperimentRunner(loader, options, progress, interruption, watcher, new RunReports());
            for (int i = 0; i < count; i++) {
                RunOutcome outcome = runner.run(experiment, settings, firstSeed + i);
                if (report(outcome) != ExitCode.DONE) {
                    return ExitCode.INTERRUPTED;
                }
                outcomes.add(outcome);
            }
        }
        if (count > 1) {
            log.info(SeedTable.of(outcomes).toString());
            List<Path> folders = outcomes.stream().map(o -> o.folder().path()).toList();
            Path page = options.runs().resolve(folders.get(0).getFileName() + "-and-other-seeds.html");
            log.info("Report of all seeds: {}", SeedsReport.write(folders, page));
        }
        return ExitCode.DONE;
    }

    /** One line a setting, for the help page. */
    static String[] settingsHelp() {
        return Settings.describe(TrainingSettings.defaults()).stream()
                .map(d -> String.format(Locale.ROOT, "  %-18s  %6s  %s", d.name(), d.value(), d.meaning()))
                .toArray(String[]::new);
    }

    private Map<String, String> allOverrides() {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        if (epochs != null) {
            all.put("epochs", epochs);
        }
        if (batch != null) {
            all.put("batch", batch);
        }
        return all;
    }
}
