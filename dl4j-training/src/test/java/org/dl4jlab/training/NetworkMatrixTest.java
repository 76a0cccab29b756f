package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of images with every network: it trains, or is refused in one sentence. */
class NetworkMatrixTest {

    private static final int BATCH = 4;

    /** Networks that are quick enough to be fitted by default. */
    private static final long SMALL = 100_000;

    /** The shapes of the catalogue, and sizes that people's own pictures may be given. */
    private static Set<ImageShape> shapes() {
        Set<ImageShape> shapes = new HashSet<>();
        DataSets.all().forEach(spec -> shapes.add(spec.shape()));
        for (int channels : new int[] {1, 3}) {
            for (int side : new int[] {4, 16, 96}) {
                shapes.add(new ImageShape(channels, side, side));
            }
            shapes.add(new ImageShape(channels, 20, 36));
        }
        return shapes;
    }

    static Stream<Arguments> everyPair() {
        return Networks.all().stream().flatMap(network -> shapes().stream().map(shape -> Arguments.of(network, shape)));
    }

    static Stream<Arguments> catalogue() {
        return pairs().filter(pair -> parameters((NetworkDefinition) pair.get()[0]) <= SMALL);
    }

    static Stream<Arguments> catalogueOfLargeNetworks() {
        return pairs().filter(pair -> parameters((NetworkDefinition) pair.get()[0]) > SMALL);
    }

    private static Stream<Arguments> pairs() {
        return Networks.all().stream()
                .flatMap(network -> DataSets.all().stream().map(spec -> Arguments.of(network, spec)));
    }

    private static long parameters(NetworkDefinition network) {
        return network.summary(network.defaults()).parameters();
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void aShapeIsTakenOrRefusedInASentence(NetworkDefinition network, ImageShape shape) {
        NetworkOptions options = network.defaults()
                .withInput(new InputShape(shape.channels(), shape.height(), shape.width()))
                .withClasses(3);
        network.refusal(options)
                .ifPresentOrElse(
                        why -> assertThat(why)
                                .contains("needs images of at least")
                                .endsWith("."),
                        () -> assertThat(network.summary(options).parameters()).isPositive());
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everyDataSetIsTrainedOn(NetworkDefinition network, DataSetSpec spec) {
        fitOneBatch(network, spec);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("catalogueOfLargeNetworks")
    void soItIsWithLargeNetworks(NetworkDefinition network, DataSetSpec spec) {
        fitOneBatch(network, spec);
    }

    private static void fitOneBatch(NetworkDefinition network, DataSetSpec spec) {
        Experiment experiment =
                Experiment.named("matrix").data(made(spec)).network(network).withFittingImages();
        // What does not fit as it is was enlarged or given other channels; whatever is left must train.
        LoadedData images = experiment.data().load(DataStore.standard(), ProgressListener.NONE);
        TrainedNetwork trained = Training.of(
                        network, images.train(), TrainingSettings.of(1, BATCH).withLearningRate(1e-3))
                .run();
        assertThat(trained.losses()).hasSize(1);
        assertThat(trained.losses()[0]).isFinite().isPositive();
        trained.model().close();
    }

    /** Noise of a data set's shape and classes; nothing is fetched. */
    private static LoadedData made(DataSetSpec spec) {
        byte[] pixels = new byte[BATCH * spec.shape().size()];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[BATCH];
        IntStream.range(0, BATCH).forEach(i -> labels[i] = (byte) i);
        ImageSet images = new ImageSet(spec.shape(), spec.classNames(), pixels, labels);
        DataSetSpec small = new DataSetSpec(
                spec.id(),
                spec.title(),
                spec.shape(),
                spec.classNames(),
                spec.normalization(),
                spec.format(),
                new Part(BATCH, List.of()),
                new Part(BATCH, List.of()),
                List.of(),
                spec.preprocessing());
        return new LoadedData(small, images, images, Map.of());
    }
}
