package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains and tests one experiment, once or with several seeds. */
@Command(
        name = "run",
        description = "Trains and tests an experiment and writes a run folder.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nSettings, with the values of mnist-cnn:%n")
final class RunCommand implements Callable<Integer> {

    private static final OptionMode RESUME = new OptionMode(
            "--resume",
            Set.of("--set", "--epochs", "--batch"),
            Set.of("dashboard", "data", "runs", "json", "cluster"),
            "goes on with a run as it began, but for the settings that are given");

    private static final OptionMode FIND_LEARNING_RATE = new OptionMode(
            "--find-lr",
            Set.of("--seed", "--set", "--epochs", "--batch", "--no-engine", "--precision", "--data"),
            Set.of("data", "runs", "choices"),
            "only tries learning rates");

    @Parameters(paramLabel = "<experiment>", arity = "0..1", description = "Its name; 'dl4j-lab list' shows all.")
    private String name;

    @Option(
            names = "--data",
            paramLabel = "<data>",
            description =
                    "Trains on other images than the experiment's: a data set by name ('list data' shows all), or a folder of"
                            + " pictures, an archive or a manifest.")
    private String data;

    @Mixin
    private ExperimentOptions choices;

    @Mixin
    private TrainingOptions training;

    @Option(
            names = "--find-lr",
            description =
                    "Only searches for a learning rate: trains up to 200 steps while it rises, and suggests a value.")
    private boolean findLearningRate;

    @Option(
            names = "--resume",
            paramLabel = "<run folder>",
            description =
                    "Resumes a run that was interrupted, killed or failed, from its last checkpoint. --set changes"
                            + " settings from there on, for example to train more epochs.")
    private Path resumed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (resumed != null) {
            RESUME.check(spec);
            return training.json()
                    .around(spec, () -> training.watched(spec, training.options(spec, true), this::resume));
        }
        if (name == null) {
            throw new InvalidInputException("Name an experiment to run; 'list' shows all.");
        }
        LabOptions options = training.options(spec, false);
        Experiment named =
                LabCommand.program(spec).lab(training.runs().folder(), options).experiment(name);
        Experiment experiment = choices.apply(named, data);
        TrainingSettings settings = training.settings(experiment.settings());
        if (findLearningRate) {
            FIND_LEARNING_RATE.check(spec);
            return training.findLearningRate(experiment, settings, options);
        }
        return training.json().around(spec, () -> training.train(spec, experiment, settings));
    }

    private int resume(LabOptions options) throws IOException {
        try (Interruption interruption = Interruption.listen()) {
            LabOptions stoppable = options.withStop(interruption);
            Lab lab = LabCommand.program(spec).labOfAllRuns(training.runs().folder(), stoppable);
            Run run = open(lab);
            Experiment experiment = name == null ? lab.experiment(run) : lab.experiment(name);
            Run ended = training.resume(lab, experiment, run, stoppable);
            training.write(spec, List.of(ended));
            return TrainingOptions.report(ended);
        }
    }

    private Run open(Lab lab) {
        try {
            return lab.open(training.runs().find(resumed).path());
        } catch (IOException e) {
            throw new InvalidInputException(e.getMessage() + ".");
        }
    }

    /** One line per setting, for the help page. */
    static String[] settingsHelp() {
        return Settings.describe(TrainingSettings.defaults()).stream()
                .map(d -> String.format(Locale.ROOT, "  %-18s  %6s  %s", d.name(), d.value(), d.meaning()))
                .toArray(String[]::new);
    }
}
