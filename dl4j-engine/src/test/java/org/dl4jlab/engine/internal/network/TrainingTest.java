package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class TrainingTest {
    static Stream<Named<UnaryOperator<NeuralNetConfiguration.Builder>>> settings() {
        return Stream.of(
                Named.of("L1", b -> b.l1(0.01)),
                Named.of("L2", b -> b.l2(0.01)),
                Named.of("weight decay", b -> b.weightDecay(0.01)),
                Named.of("AdamW", b -> b.updater(new Adam(1e-3)).weightDecay(0.05)),
                Named.of("decay without rate", b -> b.weightDecay(0.01, false)),
                Named.of(
                        "schedule",
                        b -> b.updater(new Nesterovs(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.7), 0.9))),
                Named.of("clip by value", b -> clip(b, GradientNormalization.ClipElementWiseAbsoluteValue)),
                Named.of("clip by layer", b -> clip(b, GradientNormalization.ClipL2PerLayer)),
                Named.of("clip by parameter", b -> clip(b, GradientNormalization.ClipL2PerParamType)),
                Named.of("normalise by layer", b -> clip(b, GradientNormalization.RenormalizeL2PerLayer)),
                Named.of("normalise by parameter", b -> clip(b, GradientNormalization.RenormalizeL2PerParamType)));
    }

    private static NeuralNetConfiguration.Builder clip(
            NeuralNetConfiguration.Builder builder, GradientNormalization mode) {
        return builder.gradientNormalization(mode).gradientNormalizationThreshold(0.01);
    }

    /** Cut batches are views, which share the memory of the whole. */
    @Test
    void batchesCutFromALargerDataSetTrainAsCopiesDo() {
        DataSet whole = Data.batch(3, 64, 784);
        List<DataSet> views = IntStream.range(0, 4)
                .mapToObj(i -> NDArrayIndex.interval(16 * i, 16 * (i + 1)))
                .map(rows -> new DataSet(
                        whole.getFeatures().get(rows), whole.getLabels().get(rows)))
                .toList();
        List<DataSet> copies = views.stream()
                .map(view ->
                        new DataSet(view.getFeatures().dup(), view.getLabels().dup()))
                .toList();
        MultiLayerNetwork onViews = Engine.accelerate(Networks.fc2layer(new Sgd(0.1)));
        MultiLayerNetwork onCopies = Engine.accelerate(Networks.fc2layer(new Sgd(0.1)));

        onViews.fit(new ExistingDataSetIterator(views));
        onCopies.fit(new ExistingDataSetIterator(copies));

        assertThat(views.get(1).getFeatures().offset()).isPositive();
        assertThat(onViews.params()).isEqualTo(onCopies.params());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void fiveStepsEqualDl4js(UnaryOperator<NeuralNetConfiguration.Builder> setting) {
        MultiLayerNetwork dl4j = Networks.network(setting.apply(Networks.base(new Sgd(0.1)))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(9)
                        .activation(Activation.TANH)
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(12))
                .build());
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());

        dl4j.fit(batches(12));
        engine.fit(batches(12));

        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-4);
        assertThat(engine.score()).isCloseTo(dl4j.score(), within(1e-4));
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void fiveStepsOfCnnsEqualDl4js() {
        for (MultiLayerNetwork dl4j :
                List.of(Networks.simpleCnn(new Nesterovs(0.01, 0.9)), Networks.simpleCnn(new Adam(1e-3)))) {
            MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
            dl4j.fit(batches(1, 28, 28));
            engine.fit(batches(1, 28, 28));
            assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-4);
        }
    }

    @Test
    void fiveStepsOfCifarNetEqualDl4js() {
        for (MultiLayerNetwork dl4j :
                List.of(Networks.cifarNet(new Nesterovs(0.01, 0.9)), Networks.cifarNet(new Adam(1e-3)))) {
            MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
            dl4j.fit(batches(3, 32, 32));
            engine.fit(batches(3, 32, 32));
            assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-4);
        }
    }

    @Test
    void fiveStepsOfDeepNetworksWithoutKinksEqualDl4jsInDoublePrecision() {
        MultiLayerNetwork vgg = Networks.vgg11(new Nesterovs(0.01, 0.9), 8, Networks.Kinks.NONE);
        MultiLayerNetwork exactVgg = vgg.convertDataType(DataType.DOUBLE);
        MultiLayerNetwork vggOnEngine = Engine.accelerate(vgg);
        ComputationGraph resNet = Networks.resnet18(new Nesterovs(0.01, 0.9), 8, Networks.Kinks.NONE);
        ComputationGraph exactResNet = resNet.convertDataType(DataType.DOUBLE);
        ComputationGraph resNetOnEngine = Engine.accelerate(resNet);
        for (int step = 0; step < 5; step++) {
            DataSet batch = Data.batch(step, 16, 3, 32, 32);
            DataSet exact = new DataSet(
                    batch.getFeatures().castTo(DataType.DOUBLE),
                    batch.getLabels().castTo(DataType.DOUBLE));
            vggOnEngine.fit(batch);
            exactVgg.fit(exact);
            resNetOnEngine.fit(batch);
            exactResNet.fit(exact);
        }
        assertThat(Gradients.relativeError(vggOnEngine.params(), exactVgg.params()))
                .isLessThan(1e-4);
        assertThat(Gradients.relativeError(resNetOnEngine.params(), exactResNet.params()))
                .isLessThan(1e-4);
    }

    /**
     * The gradient of a bias before a batch normalisation is zero. What is computed is rounding, and Adam, which
     * divides by the gradient's size, makes steps of the whole learning rate of it: in such biases no two programs agree,
     * and nothing depends on them. All other parameters agree.
     */
    @Test
    void fiveStepsOfAdamAgreeExceptInBiasesWithoutEffect() {
        MultiLayerNetwork vgg = Networks.vgg11(new Adam(1e-3), 8, Networks.Kinks.NONE);
        MultiLayerNetwork exact = vgg.convertDataType(DataType.DOUBLE);
        MultiLayerNetwork engine = Engine.accelerate(vgg);
        for (int step = 0; step < 5; step++) {
            DataSet batch = Data.batch(step, 16, 3, 32, 32);
            engine.fit(batch);
            exact.fit(new DataSet(
                    batch.getFeatures().castTo(DataType.DOUBLE),
                    batch.getLabels().castTo(DataType.DOUBLE)));
        }
        engine.paramTable().forEach((name, parameter) -> {
            boolean withoutEffect = name.endsWith("_b") && !name.startsWith(engine.getnLayers() - 1 + "_");
            if (!withoutEffect && !name.endsWith("mean")) {
                assertThat(Gradients.relativeError(parameter, exact.getParam(name)))
                        .as(name)
                        .isLessThan(1e-3);
            }
        });
    }

    @Test
    void listenersSeeTheActivationsGradientsAndUpdatesThatDl4jShows() {
        MultiLayerNetwork dl4j = Networks.vgg11(new Sgd(0.1), 16);
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        Recorder expected = new Recorder();
        Recorder actual = new Recorder();
        dl4j.setListeners(expected);
        engine.setListeners(actual);

        dl4j.fit(Data.batch(5, 4, 3, 32, 32));
        engine.fit(Data.batch(5, 4, 3, 32, 32));

        assertThat(Engine.fallbacks(engine)).isEmpty();
        assertThat(actual.calls).isEqualTo(expected.calls);
        assertThat(actual.arrays).hasSameSizeAs(expected.arrays);
        for (int i = 0; i < expected.arrays.size(); i++) {
            assertThat(actual.arrays.get(i).length())
                    .isEqualTo(expected.arrays.get(i).length());
            assertThat(Gradients.relativeError(
                            actual.arrays.get(i).ravel(), expected.arrays.get(i).ravel()))
                    .as("array %d", i)
                    .isLessThan(0.02); // DL4J's own rounding in single precision dominates
        }
    }

    @Test
    void listenersOfGraphsSeeEveryVertex() {
        ComputationGraph engine = Engine.accelerate(Networks.resnet18(new Sgd(0.1), 16));
        List<String> names = new ArrayList<>();
        engine.setListeners(new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, Map<String, INDArray> activations) {
                activations.forEach((name, array) -> names.add(name + array.rank()));
            }
        });

        engine.fit(Data.batch(5, 4, 3, 32, 32));

        assertThat(names).contains("in4", "stem_norm4", "block0_sum4", "pool2").doesNotContain("out2");
    }

    @Test
    void repeatedRunsGiveTheSameBits() {
        List<INDArray> results = IntStream.range(0, 2)
                .mapToObj(run -> {
                    MultiLayerNetwork engine = Engine.accelerate(Networks.network(Networks.base(new Adam(1e-3))
                            .dropOut(0.8)
                            .list()
                            .layer(Networks.convolution(7, 3))
                            .layer(Networks.maxPool())
                            .layer(new DenseLayer.Builder()
                                    .nOut(20)
                                    .activation(Activation.RELU)
                                    .build())
                            .layer(Networks.output())
                            .setInputType(InputType.convolutional(12, 12, 3))
                            .build()));
                    engine.fit(batches(3, 12, 12));
                    assertThat(Engine.fallbacks(engine)).isEmpty();
                    return engine.params().dup();
                })
                .toList();

        assertThat(results.get(0)).isEqualTo(results.get(1));
    }

    @Test
    void everyBatchSizeIsTrained() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.simpleCnn(new Sgd(0.01)));
        for (int batch = 1; batch < 12; batch++) {
            engine.fit(Data.batch(batch, batch, 1, 28, 28));
        }
        assertThat(engine.getIterationCount()).isEqualTo(11);
        assertThat(engine.score()).isFinite();
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    private static ExistingDataSetIterator batches(long... shape) {
        List<DataSet> batches = IntStream.range(0, 5)
                .mapToObj(i -> Data.batch(100 + i, 8, shape))
                .toList();
        return new ExistingDataSetIterator(batches);
    }

    /** Copies everything that a listener is shown. */
    private static final class Recorder extends BaseTrainingListener {
        private final List<String> calls = new ArrayList<>();
        private final List<INDArray> arrays = new ArrayList<>();

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            calls.add("forward " + activations.size());
            activations.forEach(array -> arrays.add(array.dup('c').detach()));
        }

        @Override
        public void onBackwardPass(Model model) {
            calls.add("backward");
        }

        @Override
        public void onGradientCalculation(Model model) {
            calls.add("gradient");
            arrays.add(
                    model.gradient().gradientForVariable().get("29_W").dup('c').detach());
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            calls.add("done " + iteration + " " + epoch);
            arrays.add(
                    model.gradient().gradientForVariable().get("29_W").dup('c').detach());
        }
    }
}
