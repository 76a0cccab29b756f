package org.dl4jlab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;

/**
 * What is in a run's folder. What the record says is as of the moment when the run was opened; tables and the network are
 * read when they are asked for.
 */
public interface Run {

    /** The folder. */
    Path path();

    /** Name of the folder. */
    default String name() {
        return path().getFileName().toString();
    }

    /** Name of the experiment. */
    String experiment();

    /** What the experiment asks. */
    Optional<String> question();

    Seed seed();

    /** How far it has come; a run whose process was killed is {@link RunStatus#INTERRUPTED}. */
    RunStatus status();

    /** Why it failed or stopped; empty if it did not. */
    Optional<String> message();

    Instant started();

    /** Empty while it is under way, and if its process was killed. */
    Optional<Instant> finished();

    /** As used. */
    TrainingSettings settings();

    /** Everything that was chosen except the seed: equal for runs that are seeds of one experiment. */
    Recipe recipe();

    /** On the test data; empty unless the run is done. */
    Optional<Result> result();

    /** Name of class 0, 1, …; empty if the run was stopped before its data were loaded. */
    List<String> classNames();

    /**
     * One entry for each epoch so far.
     *
     * @throws IOException if the file is damaged; the message names it
     */
    List<EpochMetrics> metrics() throws IOException;

    /**
     * Training loss of step 1, 2, …, each taken before its update, in nats; empty until training ends.
     *
     * @throws IOException if the file is damaged; the message names it
     */
    float[] losses() throws IOException;

    /**
     * The network's prediction for every test image; empty unless the run was tested.
     *
     * @throws IOException if the file is damaged; the message names it
     */
    Optional<Evaluation> evaluation() throws IOException;

    /**
     * The trained network as DL4J's own object, with its optimiser's state.
     *
     * @throws IOException if the run saved none, or it is damaged
     */
    Model model() throws IOException;

    /**
     * The trained network, ready to be asked about pictures.
     *
     * @throws IOException if the run saved none, or it is damaged
     */
    Classifier classifier() throws IOException;

    /**
     * What was measured over one epoch.
     *
     * @param epoch counted from 1
     * @param step optimiser steps taken since the start of training
     * @param learningRate of the epoch's last step
     * @param trainLoss mean loss of the epoch's batches, each taken before its step, without penalty, in nats
     * @param trainAccuracy on a fixed sample of the training images, unchanged and after the epoch, in [0, 1]
     * @param validationLoss mean loss on the held-out images; empty if none are held out
     * @param validationAccuracy in [0, 1]; empty if none are held out
     * @param penalty what L1 and L2 regularisation add to the loss with the weights at the end of the epoch, in nats; empty
     *     without regularisation
     * @param imagesPerSecond trained in this epoch
     * @param seconds of training since the start, validation not counted
     */
    public record EpochMetrics(
            int epoch,
            int step,
            double learningRate,
            double trainLoss,
            OptionalDouble trainAccuracy,
            OptionalDouble validationLoss,
            OptionalDouble validationAccuracy,
            OptionalDouble penalty,
            double imagesPerSecond,
            double seconds) {}

    /**
     * Everything that was chosen for a run except its seed. Two runs of equal recipe are two seeds of one experiment and may be
     * averaged; two runs that differ in it, be it in the precision alone, may not.
     *
     * @param experiment its name
     * @param choices by name, in the order to show them: data, network, how it was computed, and every setting, each as a user
     *     would write it
     */
    public record Recipe(String experiment, Map<String, String> choices) {

        /** Begins the name of each choice that is the checksum of a data file. */
        public static final String CHECKSUM = "sha256 of ";

        public Recipe {
            choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
        }
    }
}
