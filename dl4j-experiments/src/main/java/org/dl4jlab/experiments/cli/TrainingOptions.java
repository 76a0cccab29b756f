package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.data.DataException;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.experiments.cluster.RunSpreading;
import org.dl4jlab.experiments.cluster.SpreadRun;
import org.dl4jlab.experiments.dashboard.WatchedRuns;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.reports.page.SeedsReport;
import org.dl4jlab.reports.picture.LearningRateCurve;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.LearningRateScan;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.SourceCommit;
import org.dl4jlab.training.internal.runner.IdleSettings;
import org.dl4jlab.training.internal.settings.Settings;
import org.dl4jlab.training.parallel.AveragingPlan;
import org.dl4jlab.training.parallel.ParallelCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command trains: seeds, settings, engine, dashboard and folders, the same wherever something is trained. */
final class TrainingOptions {

    private static final Logger log = LoggerFactory.getLogger(TrainingOptions.class);

    @Mixin
    private SettingOptions chosen;

    @Option(
            names = "--seeds",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "Runs n times with consecutive seeds and reports mean and standard deviation.")
    private int seeds;

    @Option(
            names = "--folds",
            paramLabel = "<n>",
            defaultValue = "0",
            description =
                    "Cross-validation: divides the training images into n parts and runs n times, each time tested on"
                            + " another part; reports mean and standard deviation. The test images are not used.")
    private int folds;

    @Option(
            names = "--precision",
            paramLabel = "<type>",
            description =
                    "float32 or bfloat16. With bfloat16, convolutions of 16 or more channels multiply 16-bit numbers:"
                            + " faster and less exact, on CPUs with AMX and on AMD's Zen 4 and 5. Refused where it"
                            + " would be no faster. Default: float32.")
    private String precision;

    @Mixin
    private LiveDashboard dashboard;

    @Mixin
    private LoadOptions data;

    @Mixin
    private RunOptions runs;

    @Mixin
    private JsonOutput json;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private ParallelOptions parallel;

    /**
     * Trains an experiment as the options say, beside a dashboard if one is wanted. To be called within {@link #json()}.
     *
     * @param settings with the options' changes
     * @return the exit code
     */
    int train(CommandSpec spec, Experiment experiment, TrainingSettings settings) throws Exception {
        if (seeds < 1) {
            throw new InvalidInputException("--seeds must be at least 1, but got " + seeds + ".");
        }
        if (folds != 0 && (folds < 2 || seeds != 1)) {
            throw new InvalidInputException("--folds must be at least 2 and goes with one seed, but got --folds "
                    + folds + " and --seeds " + seeds + ".");
        }
        parallel.check(cluster);
        return watched(spec, options(spec, false), how -> runAll(spec, experiment, settings, how));
    }

    /**
     * Settings with the changes that the user typed.
     *
     * @throws InvalidInputException if one is unknown, out of range or without effect
     */
    TrainingSettings settings(TrainingSettings original) {
        TrainingSettings settings = Settings.override(original, chosen.changes());
        IdleSettings.requireEffect(settings, chosen.changes().keySet());
        return settings;
    }

    @FunctionalInterface
    interface Work {
        int with(LabOptions options) throws IOException;
    }

    /** Works beside a dashboard, if the user wants one. */
    int watched(CommandSpec spec, LabOptions options, Work work) throws Exception {
        dashboard.refuseUnused(spec);
        return dashboard.isWanted()
                ? dashboard.beside(
                        LabCommand.program(spec),
                        runs.folder(),
                        SweepCommand.DEFAULT_FOLDER,
                        new LiveSweep(),
                        shown -> work.with(options.withListener(new WatchedRuns(shown))))
                : work.with(options);
    }

    /** @param resumed whether the run goes on that was begun before */
    LabOptions options(CommandSpec spec, boolean resumed) {
        return LabOptions.defaults()
                .withEngine(engine())
                .withDataStore(data.store())
                .withListener(Terminal.progress())
                .withListener(new RuntimeNote())
                .withListener(new RunReports())
                .withStepLines(resumed || seeds == 1 && folds == 0)
                .withCommand(Invocation.of(spec))
                .withSource(SourceCommit.codeFolder());
    }

    private Optional<EngineOptions> engine() {
        if (!chosen.engine()) {
            if (precision != null) {
                throw new InvalidInputException("--precision is a choice of the engine; leave out --no-engine or it.");
            }
            return Optional.empty();
        }
        Optional<EngineOptions> asked = EngineProperties.read();
        if (precision == null) {
            return asked;
        }
        if (asked.isEmpty()) {
            throw new InvalidInputException("--precision is a choice of the engine; leave out "
                    + EngineOptions.SWITCH_PROPERTY + "=off or it.");
        }
        EngineOptions options;
        try {
            options = asked.get().withPrecision(Precision.of(precision));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("--" + e.getMessage() + ".");
        }
        Engine.refusal(options.precision()).ifPresent(reason -> {
            throw new InvalidInputException("--precision: " + reason);
        });
        return Optional.of(options);
    }

    /** Only tries learning rates. */
    int findLearningRate(Experiment experiment, TrainingSettings settings, LabOptions options) throws IOException {
        try (Interruption interruption = Interruption.listen()) {
            LearningRateScan found = Lab.in(runs.folder(), options.withStop(interruption))
                    .scanLearningRates(experiment, settings, Seed.of(chosen.seed()));
            if (interruption.requested()) {
                return ExitCode.INTERRUPTED;
            }
            log.info("Picture: {}", LearningRateCurve.draw(found));
            log.info("Numbers: {}", found.table());
            log.info(found.suggestion()
                    .map(rate -> String.format(
                            Locale.ROOT,
                            "Suggested: --set learningRate=%.1e (a tenth of where the loss was lowest; now %s)",
                            rate,
                            settings.learningRate()))
                    .orElse("The loss did not fall at any learning rate: no suggestion."));
            return ExitCode.DONE;
        }
    }

    JsonOutput json() {
        return json;
    }

    /** Tells a program how runs ended, if one asks. */
    void write(CommandSpec spec, List<Run> ended) throws IOException {
        if (json.isWanted()) {
            json.write(spec, JsonText.ofRuns(ended));
        }
    }

    RunOptions runs() {
        return runs;
    }

    LoadOptions data() {
        return data;
    }

    /** Tells how a run ended and returns the exit code. */
    static int report(Run run) throws IOException {
        if (run.status() != RunStatus.INTERRUPTED) {
            log.info("Report: {}", run.path().resolve("report.html"));
            return ExitCode.DONE;
        }
        log.info("Interrupted: {}. What there is: {}", run.message().orElse(""), run.path());
        log.info(
                "To go on: run --resume {}{}",
                run.path(),
                AveragingPlan.of(run).isPresent() ? " " + ClusterOption.NAME + " <address>" : "");
        return ExitCode.INTERRUPTED;
    }

    /** Goes on with a run, on as many machines as before. */
    Run resume(Lab lab, Experiment experiment, Run run, LabOptions options) throws IOException {
        return parallel.resumesTogether(run, cluster)
                ? parallel.resume(cluster, runs.folder(), options, experiment, run, this::settings)
                : lab.resume(experiment, run, this::settings);
    }

    /**
     * One of the runs that a command makes.
     *
     * @param settings with the fold, where there are folds
     */
    private record Planned(TrainingSettings settings, Seed seed) {

        String name() {
            return settings.crossValidation().used()
                    ? "fold " + settings.crossValidation().fold()
                    : "seed " + seed.value();
        }
    }

    private List<Planned> planned(TrainingSettings settings) {
        return folds > 0
                ? IntStream.rangeClosed(1, folds)
                        .mapToObj(fold -> new Planned(settings.withFolds(folds).withFold(fold), Seed.of(chosen.seed())))
                        .toList()
                : Seed.range(chosen.seed(), seeds).stream()
                        .map(next -> new Planned(settings, next))
                        .toList();
    }

    /**
     * Runs an experiment with consecutive seeds, or one fold after the other, until all are done or the user stops them.
     *
     * @return the exit code
     */
    private int runAll(CommandSpec spec, Experiment experiment, TrainingSettings settings, LabOptions options)
            throws IOException {
        List<Run> done = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        try (Interruption interruption = Interruption.listen()) {
            List<Planned> planned = planned(settings);
            LabOptions stoppable = options.withStop(interruption);
            boolean whole = parallel.isWanted()
                    ? trainTogether(experiment, planned, stoppable, done, failed)
                    : cluster.isWanted()
                            ? trainThere(experiment, planned, stoppable, done, failed)
                            : trainEach(Lab.in(runs.folder(), stoppable)::train, experiment, planned, done, failed);
            if (!whole) {
                write(spec, done);
                return ExitCode.INTERRUPTED;
            }
        }
        write(spec, done);
        if (folds > 0 && !done.isEmpty()) {
            log.info(FoldTable.of(done).toString());
        } else if (done.size() > 1) {
            log.info(SeedTable.of(done).toString());
            List<Path> folders = done.stream().map(Run::path).toList();
            Path page = runs.folder().resolve(folders.get(0).getFileName() + "-and-other-seeds.html");
            log.info("Report of all seeds: {}", SeedsReport.write(folders, page));
        }
        if (!failed.isEmpty()) {
            log.error(
                    "{} of {} runs failed: {}.", failed.size(), failed.size() + done.size(), String.join(", ", failed));
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    @FunctionalInterface
    private interface Trainer {
        Run train(Experiment experiment, TrainingSettings settings, Seed seed) throws IOException;
    }

    /** Has each run trained by several machines of a cluster together; see {@link #trainEach}. */
    private boolean trainTogether(
            Experiment experiment, List<Planned> planned, LabOptions options, List<Run> done, List<String> failed)
            throws IOException {
        try (ParallelCluster machines = cluster.connectParallel()) {
            return trainEach(parallel.on(machines, runs.folder(), options)::train, experiment, planned, done, failed);
        }
    }

    /**
     * Trains one run after the other.
     *
     * @return false after a stop
     */
    private boolean trainEach(
            Trainer trainer, Experiment experiment, List<Planned> planned, List<Run> done, List<String> failed)
            throws IOException {
        for (Planned next : planned) {
            try {
                Run run = trainer.train(experiment, next.settings(), next.seed());
                done.add(run);
                if (report(run) != ExitCode.DONE) {
                    return false;
                }
            } catch (RunFailedException e) {
                if (seeds == 1 && folds == 0 || done.isEmpty() && failed.isEmpty() && isRefused(e)) {
                    throw e;
                }
                log.error("Failed: {} See {}.", e.getMessage(), e.logFile());
                failed.add(next.name());
            }
        }
        return true;
    }

    /** Whether settings or data were refused, which every other seed and fold would be, too. */
    private static boolean isRefused(RunFailedException e) {
        return e.getCause() instanceof InvalidInputException || e.getCause() instanceof DataException;
    }

    /**
     * Has runs trained on a cluster.
     *
     * @return false after a stop
     */
    private boolean trainThere(
            Experiment experiment, List<Planned> planned, LabOptions options, List<Run> done, List<String> failed)
            throws IOException {
        try (ClusterConnection machines = ClusterConnection.of(cluster, data.store())) {
            List<SpreadRun> runsThere = planned.stream()
                    .map(next -> new SpreadRun(experiment, next.settings(), next.seed(), Optional.empty()))
                    .toList();
            boolean whole = true;
            List<RunSpreading.Outcome> outcomes =
                    new RunSpreading(machines.cluster().orElseThrow(), runs.folder(), options).trainRest(runsThere);
            for (int i = 0; i < outcomes.size(); i++) {
                RunSpreading.Outcome outcome = outcomes.get(i);
                if (outcome.run().filter(run -> run.status() == RunStatus.DONE).isPresent()) {
                    done.add(outcome.run().get());
                } else if (outcome.run().isPresent() || outcome.failure().isPresent()) {
                    failed.add(planned.get(i).name());
                } else {
                    whole = false;
                }
            }
            return whole;
        }
    }

    /** Notes in the run's log how the native libraries are set up; loading them here keeps that out of training's time. */
    private static final class RuntimeNote implements RunListener {

        @Override
        public void started(Run run, Model network) {
            log.debug("Native runtime:{}{}", System.lineSeparator(), NativeRuntime.load());
        }
    }
}
