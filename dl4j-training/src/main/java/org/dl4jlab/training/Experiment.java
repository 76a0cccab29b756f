package org.dl4jlab.training;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.internal.runner.InputAdaptation;

/**
 * Data, a network and the way it is trained, under a name. Immutable: every change gives a new experiment.
 *
 * <pre>{@code
 * Experiment digits = Experiment.named("digits")
 *         .data(DataSets.MNIST)
 *         .network(Networks.SIMPLE_CNN)
 *         .settings(TrainingSettings.defaults().withEpochs(3));
 * }</pre>
 *
 * <p>Data and network must be given before it is trained. All else has a default: {@link TrainingSettings#defaults()}, the
 * data set's own normalisation, pixels in place, random initial weights, no question and no expectation.
 */
public final class Experiment {

    /** Sets initial weights that depend on the images, such as those of a whitening layer. */
    @FunctionalInterface
    public interface Preparation {

        /**
         * @param network with its random weights
         * @param training the images it will be trained on
         * @param normalization that it will see them with
         */
        void prepare(Model network, ImageView training, Normalization normalization);
    }

    // It becomes part of folder names and of addresses.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,79}");

    private final Draft parts;

    private Experiment(Draft parts) {
        this.parts = parts;
    }

    /**
     * Begins an experiment.
     *
     * @param name of at most 80 letters, digits, hyphens and underscores
     * @throws InvalidInputException if the name has other characters
     */
    public static Experiment named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException("The name of an experiment has at most 80 letters, digits, hyphens and"
                    + " underscores and begins with a letter or digit, but got '" + name + "'.");
        }
        Draft draft = new Draft();
        draft.name = name;
        return new Experiment(draft);
    }

    /** The question that a run of it answers, in one or two sentences. */
    public Experiment question(String question) {
        return changed(draft -> draft.question = Objects.requireNonNull(question, "question"));
    }

    /** Trained on its training part, tested once on its test part. */
    public Experiment data(DataSource data) {
        return changed(draft -> draft.data = Objects.requireNonNull(data, "data"));
    }

    /** A data set of the catalogue, such as {@code DataSets.MNIST}. */
    public Experiment data(DataSetSpec dataSet) {
        return data(DataSource.of(dataSet));
    }

    /** A folder of pictures. */
    public Experiment data(ImageFolder folder) {
        return data(DataSource.of(folder));
    }

    /** Images that are in memory. */
    public Experiment data(LoadedData images) {
        return data(DataSource.of(images));
    }

    /** The network, before seed, optimiser and input shape are put in, such as {@code Networks.SIMPLE_CNN}. */
    public Experiment network(NetworkDefinition network) {
        return changed(draft -> {
            draft.network = Objects.requireNonNull(network, "network");
            draft.pretrained = null;
        });
    }

    /**
     * A network of one's own. Seed, optimiser and weight decay come from the settings; see
     * {@link NetworkDefinition#of(String, MultiLayerConfiguration)}.
     *
     * @throws IllegalArgumentException if it is not a classifier that can be trained here; the message says why
     */
    public Experiment network(MultiLayerConfiguration network) {
        return network(NetworkDefinition.of(parts.name, network));
    }

    /**
     * A network of one's own, with one input and one output; see {@link #network(MultiLayerConfiguration)}.
     *
     * @throws IllegalArgumentException if it is no classifier that can be trained here; the message says why
     */
    public Experiment network(ComputationGraphConfiguration network) {
        return network(NetworkDefinition.of(parts.name, network));
    }

    /**
     * Goes on from the weights of a trained network instead of random ones. The network becomes that one, with a new last layer where the classes differ, and sees images as it did before: with the same normalisation, and, with
     * {@link #withFittingImages()}, in the same shape. Which layers are frozen or slowed is a setting
     * ({@link FineTuningSettings}).
     */
    public Experiment startingFrom(Pretrained trained) {
        return changed(draft -> {
            draft.pretrained = Objects.requireNonNull(trained, "trained");
            draft.network = trained.network();
        });
    }

    /**
     * Brings the images to a shape that the network takes, where theirs does not fit.
     *
     * @throws InvalidInputException if no shape of theirs fits; the message says why
     */
    public Experiment withFittingImages() {
        return InputAdaptation.of(this).experiment();
    }

    /** How it is trained unless a run says otherwise. */
    public Experiment settings(TrainingSettings settings) {
        return changed(draft -> draft.settings = Objects.requireNonNull(settings, "settings"));
    }

    /** What should come out with the experiment's own settings. */
    public Experiment expectation(Expectation expectation) {
        return changed(draft -> draft.expectation = Objects.requireNonNull(expectation, "expectation"));
    }

    /**
     * Reorders the pixels at random, the same for every image. The order follows from the seed alone, so two experiments
     * of one seed see the same permuted images.
     */
    public Experiment permutedPixels() {
        return changed(draft -> draft.permutesPixels = true);
    }

    /** How bytes become the numbers that the network sees, if not by the data set's own mean and deviation. */
    public Experiment normalization(Normalization normalization) {
        return changed(draft -> draft.normalization = Objects.requireNonNull(normalization, "normalization"));
    }

    /** Changes the network's random weights before training begins. */
    public Experiment preparation(Preparation preparation) {
        return changed(draft -> draft.preparation = Objects.requireNonNull(preparation, "preparation"));
    }

    public String name() {
        return parts.name;
    }

    public Optional<String> question() {
        return Optional.ofNullable(parts.question);
    }

    /** @throws InvalidInputException if none was given */
    public DataSource data() {
        return required(parts.data, "data", ".data(DataSets.MNIST)");
    }

    /** @throws InvalidInputException if none was given */
    public NetworkDefinition network() {
        return required(parts.network, "network", ".network(Networks.SIMPLE_CNN)");
    }

    public TrainingSettings settings() {
        return parts.settings;
    }

    public Optional<Expectation> expectation() {
        return Optional.ofNullable(parts.expectation);
    }

    /** Whether {@link #permutedPixels()} was asked for. */
    public boolean permutesPixels() {
        return parts.permutesPixels;
    }

    /** Empty for the data set's own. */
    public Optional<Normalization> normalization() {
        return Optional.ofNullable(parts.normalization);
    }

    public Optional<Preparation> preparation() {
        return Optional.ofNullable(parts.preparation);
    }

    /** The trained network that it starts from; empty for random weights. */
    public Optional<Pretrained> pretrained() {
        return Optional.ofNullable(parts.pretrained);
    }

    private <T> T required(T part, String what, String example) {
        if (part == null) {
            throw new InvalidInputException(
                    "Experiment '" + parts.name + "' has no " + what + "; add it, for example " + example + ".");
        }
        return part;
    }

    private Experiment changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.copy(parts);
        change.accept(draft);
        return new Experiment(draft);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Experiment that && parts.all().equals(that.parts.all());
    }

    @Override
    public int hashCode() {
        return parts.all().hashCode();
    }

    @Override
    public String toString() {
        return "Experiment " + parts.name;
    }

    /** The parts while a copy is made; never changed afterwards. */
    private static final class Draft {
        private String name;
        private String question;
        private DataSource data;
        private NetworkDefinition network;
        private TrainingSettings settings = TrainingSettings.defaults();
        private Expectation expectation;
        private boolean permutesPixels;
        private Normalization normalization;
        private Preparation preparation;
        private Pretrained pretrained;

        void copy(Draft from) {
            name = from.name;
            question = from.question;
            data = from.data;
            network = from.network;
            settings = from.settings;
            expectation = from.expectation;
            permutesPixels = from.permutesPixels;
            normalization = from.normalization;
            preparation = from.preparation;
            pretrained = from.pretrained;
        }

        List<Optional<?>> all() {
            return List.of(
                    Optional.of(name),
                    Optional.ofNullable(question),
                    Optional.ofNullable(data),
                    Optional.ofNullable(network),
                    Optional.of(settings),
                    Optional.ofNullable(expectation),
                    Optional.of(permutesPixels),
                    Optional.ofNullable(normalization),
                    Optional.ofNullable(preparation),
                    Optional.ofNullable(pretrained));
        }
    }

    /**
     * What a run with the experiment's own settings should give.
     *
     * @param lowestAccuracy on the test data, in [0, 1]; a single seed may lie anywhere in the band
     * @param highestAccuracy on the test data, in [0, 1]
     * @param time from start to result on two cores, with the data set at hand
     */
    public record Expectation(double lowestAccuracy, double highestAccuracy, Duration time) {

        public Expectation {
            if (!(lowestAccuracy >= 0 && lowestAccuracy < highestAccuracy && highestAccuracy <= 1)) {
                throw new IllegalArgumentException("no band of accuracy: " + lowestAccuracy + " to " + highestAccuracy);
            }
        }
    }
}
