package org.dl4jlab.experiments.cli;

import java.util.concurrent.Callable;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Proposal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.data.FetchProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains on a person's own pictures, or any data set, without asking for another choice. */
@Command(
        name = "train",
        description =
                "Trains on a folder of pictures or a data set. Chooses network, image size, augmentation and recipe,"
                        + " and says why.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nSettings ('train' chooses some of them from the data):%n")
final class TrainCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(TrainCommand.class);

    @Parameters(
            paramLabel = "<data>",
            description =
                    "A folder of pictures with one sub-folder per class (which may lie in train, val and test), a zip"
                            + " or tar of one, a manifest of paths and labels, or a data set by name ('list data' shows"
                            + " all).")
    private String data;

    @Mixin
    private ExperimentOptions choices;

    @Mixin
    private TrainingOptions training;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return training.json().around(spec, this::train);
    }

    private int train() throws Exception {
        String name = "train-" + PictureOptions.id(data);
        // A network that is given brings the size of its images, on which the recipe depends.
        Experiment given = choices.applyNetwork(
                Experiment.named(name).data(choices.pictures().source(data)).network(Networks.CIFAR_NET_IMPROVED));
        DataSource source = given.data();
        DataStore store = training.data().store();
        Proposal proposal;
        try (Interruption interruption = Interruption.listen();
                FetchProgress shown = new FetchProgress(Terminal.progress())) {
            boolean chooseShape = !choices.pictures().chooseSize() && !choices.chooseNetwork();
            proposal = interruption.interruptible(() -> Proposal.of(name, source, chooseShape, store, shown));
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
        Experiment experiment =
                choices.chooseNetwork() ? given.settings(proposal.experiment().settings()) : proposal.experiment();
        if (!choices.chooseNetwork()) {
            log.info(proposal.network());
        }
        proposal.reasons().forEach(log::info);
        TrainingSettings settings = training.settings(experiment.settings());
        if (!settings.equals(experiment.settings())) {
            log.info("Settings that you gave replace those.");
        }
        return training.train(spec, experiment, settings);
    }
}
