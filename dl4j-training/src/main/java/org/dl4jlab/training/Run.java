package org.dl4jlab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
}
