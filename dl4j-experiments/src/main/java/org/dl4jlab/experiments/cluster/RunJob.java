package org.dl4jlab.experiments.cluster;

import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.ExperimentFile;

/**
 * A run in words that another machine understands.
 *
 * @param experiment its name
 * @param question that it is a variant of; null for an experiment of its own
 * @param width of the question, a name of its widths; null likewise
 * @param parts that the experiment is made of; null for a variant
 * @param asks what the run answers; may be null
 * @param settings to train with
 * @param seed of the run
 * @param engine how it is computed; null for DL4J's own layers
 * @param command that asked for it, for its record; may be null
 */
public record RunJob(
        String experiment,
        String question,
        String width,
        ExperimentFile parts,
        String asks,
        TrainingSettings settings,
        long seed,
        EngineOptions engine,
        String command) {

    /** Name of the handler. */
    public static final String HANDLER = "run";
}
