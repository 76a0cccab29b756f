package org.dl4jlab.experiments.ask.plan;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * One of the things that a question compares.
 *
 * @param name for the command line, unique within the question
 * @param title for people, in a few words
 * @param experiment that is trained once for each seed, with its own settings
 */
public record Variant(String name, LocalizedText title, Experiment experiment) {

    public Variant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(experiment, "experiment");
    }

    /**
     * A variant whose experiment is named after it.
     *
     * @param question name of the question
     * @param parts gives data, network and settings to the experiment
     */
    public static Variant of(String question, String name, LocalizedText title, UnaryOperator<Experiment> parts) {
        return new Variant(name, title, parts.apply(Experiment.named(question + "-" + name)));
    }
}
