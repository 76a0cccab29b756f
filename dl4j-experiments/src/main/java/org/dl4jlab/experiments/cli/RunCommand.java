package org.dl4jlab.experiments.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.experiments.experiment.Experiment;
import org.dl4jlab.experiments.experiment.Experiments;
import org.dl4jlab.experiments.progress.Progress;
import org.dl4jlab.experiments.runner.ExperimentRunner;
import org.dl4jlab.experiments.runner.RunOutcome;
import org.dl4jlab.experiments.settings.InvalidInputException;
import org.dl4jlab.experiments.settings.Settings;
import org.dl4jlab.experiments.training.TrainingSettings;
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
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Parameters(paramLabel = "<experiment>", description = "Its name; 'dl4j-lab list' shows all.")
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
            description = "Changes a setting of the experiment; may be repeated. '--set help=1' is not needed: a wrong "
                    + "name or value is answered with what is allowed.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--no-engine", description = "Trains with DL4J's own layers instead of the compiled engine.")
    private boolean noEngine;

    @Mixin
    private DataOptions data;

    @Mixin
    private RunOptions runs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Experiment experiment = Experiments.byName(name);
        TrainingSettings settings = Settings.override(experiment.settings(), allOverrides());
        if (seeds < 1) {
            throw new InvalidInputException("--seeds must be at least 1, but got " + seeds + ".");
        }
        DataStore store = data.store();
        Progress progress = Terminal.progress();
        List<RunOutcome> outcomes = new ArrayList<>();
        try (Interruption interruption = Interruption.listen()) {
            DataCache cache = new DataCache(store, progress);
            ExperimentRunner runner = new ExperimentRunner(
                    cache::load,
                    new ExperimentRunner.Options(runs.folder(), !noEngine, seeds == 1, commandLine()),
                    progress,
                    interruption);
            for (int i = 0; i < seeds; i++) {
                RunOutcome outcome = runner.run(experiment, settings, seed + i);
                if (outcome.interrupted()) {
                    log.info(
                            "Interrupted: {}; see {}",
                            outcome.record().message(),
                            outcome.folder().path());
                    return ExitCode.INTERRUPTED;
                }
                outcomes.add(outcome);
            }
        }
        if (seeds > 1) {
            log.info(SeedTable.of(outcomes).toString());
        }
        return ExitCode.DONE;
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

    private String commandLine() {
        return "dl4j-lab "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
