package org.dl4jlab.experiments.cluster;

import java.util.Optional;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;

/**
 * A run to be trained on a cluster.
 *
 * @param experiment what is trained
 * @param settings to train with
 * @param seed of the run
 * @param origin of the experiment, where a question makes it
 */
public record SpreadRun(Experiment experiment, TrainingSettings settings, Seed seed, Optional<Origin> origin) {

    /**
     * A question, which every machine has.
     *
     * @param question its name
     * @param width name of the width that its variants are made for
     */
    public record Origin(String question, String width) {}

    /** For people. */
    public String title() {
        String fold = settings.crossValidation().used()
                ? ", fold " + settings.crossValidation().fold()
                : "";
        return experiment.name() + ", seed " + seed.value() + fold;
    }
}
