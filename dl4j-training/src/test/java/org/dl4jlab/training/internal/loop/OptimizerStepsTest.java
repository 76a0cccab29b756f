package org.dl4jlab.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.ImageBatchesBuilder;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.GradientSettings;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Accumulated and clipped gradients, on the engine and on DL4J's own layers. */
class OptimizerStepsTest {

    private static final ImageView IMAGES =
            ImageView.all(MnistSlice.load().train()).first(200);
    private static final TrainingSettings PLAIN =
            TrainingSettings.of(1, 64).withLearningRate(0.5).withMomentum(0.9);

    private static TrainableNetwork network(NetworkDefinition definition, boolean engine) {
        Model model = definition
                .configure(definition.defaults().withSeed(3).withUpdater(Updaters.of(PLAIN, 10)))
                .initialize();
        if (engine) {
            model = model instanceof MultiLayerNetwork layers
                    ? Engine.accelerate(layers)
                    : Engine.accelerate((ComputationGraph) model);
        }
        return TrainableNetwork.of(model);
    }

    private static ImageBatches batches(int size, boolean flat) {
        ImageBatchesBuilder builder = ImageBatches.of(IMAGES)
                .batchSize(size)
                .shuffle(1)
                .normalize(MnistSlice.spec().normalization());
        return (flat ? builder.flat() : builder).build();
    }

    private static INDArray trained(boolean engine, int batch, GradientSettings gradients) {
        TrainableNetwork network = network(Networks.FC2_LAYER, engine);
        TrainingSettings settings = PLAIN.withBatch(batch).with(gradients);
        try (ImageBatches batches = batches(batch, true)) {
            TrainingResult result = new Trainer(settings, RunListener.NONE, () -> false, false).train(network, batches);
            assertThat(result.images()).isEqualTo(200);
            assertThat(result.losses().size()).isEqualTo(4);
            assertThat(((MultiLayerNetwork) network.model()).getIterationCount())
                    .isEqualTo(4);
        }
        return network.model().params().dup();
    }

    /** 200 images are steps of 64, 64, 64 and 8; in batches of 16 the last step has half a batch. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fourBatchesMakeTheStepOfOneThatIsFourTimesAsLarge(boolean engine) {
        for (double clip : new double[] {0, 0.3}) {
            INDArray whole = trained(engine, 64, new GradientSettings(clip, 1));
            INDArray inParts = trained(engine, 16, new GradientSettings(clip, 4));
            assertThat(whole.sub(inParts).amaxNumber().doubleValue()).isLessThan(2e-5);
        }
        INDArray free = trained(engine, 64, new GradientSettings(0, 1));
        INDArray clipped = trained(engine, 64, new GradientSettings(0.3, 1));
        assertThat(free.sub(clipped).amaxNumber().doubleValue()).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongGradientIsShortenedAndAShortOneIsLeft(boolean engine) {
        double free = firstStep(engine, 0);
        assertThat(free).isGreaterThan(0.05);
        assertThat(firstStep(engine, free / 3)).isBetween(0.999 * free / 3, 1.001 * free / 3);
        assertThat(firstStep(engine, free * 3)).isBetween(0.999 * free, 1.001 * free);
    }

    /** Length of the mean gradient, seen from the weights: the first step of momentum is the gradient times the rate. */
    private static double firstStep(boolean engine, double clip) {
        TrainableNetwork network = network(Networks.FC2_LAYER, engine);
        INDArray before = network.model().params().dup();
        try (ImageBatches batches = batches(64, true)) {
            new OptimizerSteps(network, new GradientSettings(clip, 1)).take(batches);
        }
        return before.sub(network.model().params()).norm2Number().doubleValue() / 0.5;
    }

    /** Running means are parameters in DL4J, and their changes arrive among the gradients. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runningStatisticsAreNotClipped(boolean engine) {
        List<INDArray> means = new ArrayList<>();
        for (double clip : new double[] {0, 1e-4}) {
            TrainableNetwork network = network(Networks.byName("cifar-net-improved"), engine);
            try (ImageBatches batches = onePixelBatches()) {
                new OptimizerSteps(network, new GradientSettings(clip, 1)).take(batches);
            }
            network.model().paramTable().forEach((name, values) -> {
                if (name.endsWith("_mean") || name.endsWith("_log10stdev")) {
                    means.add(values.dup());
                }
            });
        }
        assertThat(means.size()).isGreaterThan(1).isEven();
        for (int i = 0; i < means.size() / 2; i++) {
            assertThat(means.get(i)).isEqualTo(means.get(i + means.size() / 2));
        }
    }

    /** As many channels and pixels as the network of CIFAR-10 wants. */
    private static ImageBatches onePixelBatches() {
        byte[] pixels = new byte[16 * 3072];
        new java.util.Random(1).nextBytes(pixels);
        return ImageBatches.of(ImageView.all(new org.dl4jlab.data.image.ImageSet(
                        new org.dl4jlab.data.image.ImageShape(3, 32, 32),
                        MnistSlice.spec().classNames(),
                        pixels,
                        new byte[16])))
                .batchSize(16)
                .build();
    }
}
