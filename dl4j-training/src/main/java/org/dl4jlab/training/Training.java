package org.dl4jlab.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.FileFormat;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.runner.InMemoryTraining;

/**
 * The training loop alone: a network, images and settings, and no folder. Every setting is honoured as in a {@link Lab};
 * checkpoints are kept in memory, and the newest is where {@link #resume} goes on.
 *
 * <pre>{@code
 * TrainedNetwork trained = Training.of(network, images, settings).run();
 * }</pre>
 *
 * <p>Immutable: the {@code with…} methods give changed copies.
 */
public final class Training {

    private final Experiment experiment;
    private final LoadedData images;
    private final Seed seed;
    private final LabOptions options;

    private Training(Experiment experiment, LoadedData images, Seed seed, LabOptions options) {
        this.experiment = experiment;
        this.images = images;
        this.seed = seed;
        this.options = options;
    }

    /** A network of this library, such as {@code Networks.SIMPLE_CNN}, on images to learn from. */
    public static Training of(NetworkDefinition network, ImageSet images, TrainingSettings settings) {
        return of(network, inMemory(images), settings);
    }

    /** A network of this library on the training half of a data set; its test half is tested on at the end. */
    public static Training of(NetworkDefinition network, LoadedData images, TrainingSettings settings) {
        return new Training(
                Experiment.named("training").data(images).network(network).settings(settings),
                images,
                Seed.of(1),
                LabOptions.defaults());
    }

    /** A network of one's own; see {@link NetworkDefinition#of(String, MultiLayerConfiguration)}. */
    public static Training of(MultiLayerConfiguration network, ImageSet images, TrainingSettings settings) {
        return of(NetworkDefinition.of("network", network), images, settings);
    }

    /** A network of one's own; see {@link NetworkDefinition#of(String, MultiLayerConfiguration)}. */
    public static Training of(ComputationGraphConfiguration network, ImageSet images, TrainingSettings settings) {
        return of(NetworkDefinition.of("network", network), images, settings);
    }

    /** Goes on from the weights of a network, on a copy of it. Its updater's state is not taken over. */
    public static Training of(MultiLayerNetwork network, ImageSet images, TrainingSettings settings) {
        return of(network.getLayerWiseConfigurations(), images, settings).from(network);
    }

    /** Goes on from the weights of a network, on a copy of it. Its updater's state is not taken over. */
    public static Training of(ComputationGraph network, ImageSet images, TrainingSettings settings) {
        return of(network.getConfiguration(), images, settings).from(network);
    }

    private Training from(Model given) {
        return with(experiment.preparation((network, training, normalization) ->
                network.setParams(given.params().dup())));
    }

    /** Everything random follows from it; 1 unless said otherwise. */
    public Training withSeed(Seed value) {
        return new Training(experiment, images, value, options);
    }

    /** Images that are tested on once, after training. */
    public Training withTest(ImageSet test) {
        LoadedData both = new LoadedData(
                images.spec(), images.train(), images.validation(), test, images.sha256ByFile(), images.pictures());
        return new Training(experiment.data(both), both, seed, options);
    }

    /** How bytes become the numbers that the network sees; by the training images' own mean and deviation otherwise. */
    public Training withNormalization(Normalization value) {
        return with(experiment.normalization(value));
    }

    public Training withListener(RunListener value) {
        return with(options.withListener(value));
    }

    /** Ends training in good order; {@link #resume} goes on. */
    public Training withStop(StopSignal value) {
        return with(options.withStop(value));
    }

    public Training withEngine(EngineOptions value) {
        return with(options.withEngine(value));
    }

    /** On DL4J's own layers. */
    public Training withoutEngine() {
        return with(options.withoutEngine());
    }

    private Training with(Experiment changed) {
        return new Training(changed, images, seed, options);
    }

    private Training with(LabOptions changed) {
        return new Training(experiment, images, seed, changed);
    }

    /**
     * Trains, and tests if there are test images.
     *
     * @throws InvalidInputException if settings do not go together, or do not fit the network or the images
     * @throws IllegalArgumentException if the network cannot be trained on these images
     * @throws TrainingException if the loss or a weight is no longer a finite number
     */
    public TrainedNetwork run() {
        return run(Optional.empty());
    }

    /**
     * Goes on where a training was stopped. Its end has the same weights, bit for bit, as if it had never stopped.
     *
     * @param stopped what a training of the same network, images, settings and seed left
     * @throws InvalidInputException if it left no checkpoint, since it came to its end or took no step
     */
    public TrainedNetwork resume(TrainedNetwork stopped) {
        Checkpoint start = stopped.checkpoint()
                .filter(c -> stopped.stopped())
                .orElseThrow(() -> new InvalidInputException(
                        "There is nothing to resume: the training came to its end, or took no step."));
        return run(Optional.of(start));
    }

    private TrainedNetwork run(Optional<Checkpoint> start) {
        TrainingSettings settings = experiment.settings();
        return new TrainedNetwork(
                InMemoryTraining.run(experiment, settings, seed.value(), images, options, start), settings);
    }

    private static LoadedData inMemory(ImageSet images) {
        ImageSet none = new ImageSet(images.shape(), images.classNames(), new byte[0], new byte[0]);
        DataSetSpec spec = new DataSetSpec(
                "images",
                "images in memory",
                images.shape(),
                images.classNames(),
                Normalization.ofImages(images),
                FileFormat.PICTURES,
                new Part(Math.max(1, images.size()), List.of()),
                new Part(1, List.of()),
                List.of());
        return new LoadedData(spec, images, none, Map.of());
    }
}
