package org.dl4jlab.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.classify.RunPredictor;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.runner.InMemoryTraining;

/** What a {@link Training} leaves: the network, and how it went. */
public final class TrainedNetwork {

    private final InMemoryTraining.Outcome outcome;
    private final TrainingSettings settings;

    TrainedNetwork(InMemoryTraining.Outcome outcome, TrainingSettings settings) {
        this.outcome = outcome;
        this.settings = settings;
    }

    /** DL4J's own object: a {@code MultiLayerNetwork} or a {@code ComputationGraph}. */
    public Model model() {
        return outcome.network().model();
    }

    /** One entry for each epoch. */
    public List<EpochMetrics> metrics() {
        return outcome.training().metrics().rows().stream()
                .map(RecordedRun::epoch)
                .toList();
    }

    /** Training loss of step 1, 2, …, each taken before its update, in nats. */
    public float[] losses() {
        return outcome.training().losses().loss().clone();
    }

    /** Images trained on, repeats counted. */
    public long images() {
        return outcome.training().images();
    }

    /** Of training, validation not counted. */
    public double seconds() {
        return outcome.training().seconds();
    }

    /** Whether training was stopped before its end. */
    public boolean stopped() {
        return outcome.training().stopped();
    }

    /** Whether all of it ran on the compiled engine. */
    public boolean onEngine() {
        return outcome.onEngine();
    }

    /** On the test images; empty if there are none, and if training was stopped. */
    public Optional<Evaluation> test() {
        return outcome.test();
    }

    /** Asks the network about more images of the shape it was trained on. */
    public Evaluation evaluate(ImageSet images) {
        return outcome.evaluate(images, settings);
    }

    /** The network, ready to be asked about pictures; it shares this network's memory. */
    public Classifier classifier() {
        try {
            return Classifier.of(RunPredictor.sharing(outcome.record(), model()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Saves the network for DL4J's {@code ModelSerializer} and for {@link Classifier#open}, with all that is known of its
     * training.
     *
     * @param file is replaced in one step
     */
    public void save(Path file) {
        ModelFile.write(file, model(), outcome.record());
    }

    Optional<Checkpoint> checkpoint() {
        return outcome.checkpoint();
    }
}
