package org.dl4jlab.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.initialization.NetworkInitializer;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Compares each family's gradient with finite differences, in double precision, on a narrow variant. */
class GradientTest {

    private static final int CLASSES = 3;
    private static final int BATCH = 5;
    private static final int NUMBERS_PER_PARAMETER = 5;
    private static final double EPSILON = 1e-6;

    private record Variant(String name, MultiLayerConfiguration configuration, long... imageShape) {
        @Override
        public String toString() {
            return name;
        }
    }

    // A smooth activation, since finite differences fail at the kink of ReLU.
    private static NetworkOptions options(int channels, int size) {
        return NetworkOptions.of(new InputShape(channels, size, size), CLASSES)
                .withActivation(Activation.TANH)
                .withUpdater(new NoOp())
                .withSeed(3);
    }

    @BeforeAll
    static void computeInDouble() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterAll
    static void computeInFloatAgain() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    static Stream<Variant> sequential() {
        return Stream.of(
                new Variant("Fc2Layer", Fc2Layer.configure(new Fc2Layer.Options(options(1, 4), 5)), 16),
                new Variant("SimpleCnn", SimpleCnn.configure(new SimpleCnn.Options(options(1, 16), 2, 5)), 1, 16, 16),
                new Variant(
                        "CifarNet", CifarNet.configure(new CifarNet.Options(options(3, 16), 2, 3, 5, 4)), 3, 16, 16),
                new Variant(
                        "ImprovedCifarNet",
                        ImprovedCifarNet.configure(new ImprovedCifarNet.Options(options(3, 8), List.of(2, 2, 3, 3))),
                        3,
                        8,
                        8),
                head(ImprovedCifarNet.Head.CONVOLUTION_POOLING),
                head(ImprovedCifarNet.Head.FLATTEN_DENSE),
                new Variant(
                        "VGG-11", Vgg.configure(new Vgg.Options(options(3, 32), Vgg.Depth.VGG11, false, 1)), 3, 32, 32),
                new Variant(
                        "VGG-11-BN",
                        Vgg.configure(new Vgg.Options(options(3, 32), Vgg.Depth.VGG11, true, 1)),
                        3,
                        32,
                        32));
    }

    private static Variant head(ImprovedCifarNet.Head head) {
        return new Variant(
                "ImprovedCifarNet " + head,
                ImprovedCifarNet.configure(
                        new ImprovedCifarNet.Options(options(3, 8), List.of(2, 2, 3, 3)).withHead(head)),
                3,
                8,
                8);
    }

    @ParameterizedTest
    @MethodSource("sequential")
    void layersInARow(Variant variant) {
        MultiLayerNetwork network =
                NetworkInitializer.initialize(variant.configuration()).convertDataType(DataType.DOUBLE);
        DataSet batch = new DataSet(features(variant.imageShape()), labels());
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        assertGradient(network, () -> network.score(batch, true));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "true, true"})
    void ladderGraphs(boolean pairs, boolean rest) {
        ComputationGraph network = NetworkInitializer.initialize(CifarNetLadder.configure(
                        new CifarNetLadder.Options(options(3, 8), pairs, rest, rest, rest, rest ? 1 : 0, 1)))
                .convertDataType(DataType.DOUBLE);
        DataSet batch = new DataSet(features(3, 8, 8), labels());
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        assertGradient(network, () -> network.score(batch, true));
    }

    @ParameterizedTest
    @EnumSource
    void residualGraphs(ResNet.Shortcut shortcut) {
        ComputationGraph network = NetworkInitializer.initialize(
                        ResNet.configure(new ResNet.Options(options(3, 8), List.of(1, 1), 2, shortcut)))
                .convertDataType(DataType.DOUBLE);
        DataSet batch = new DataSet(features(3, 8, 8), labels());
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        assertGradient(network, () -> network.score(batch, true));
    }

    /*
     * A few numbers of every parameter, by central differences. DL4J's GradientCheckUtil does the same, but when told
     * to check a part only, it steps over the end of a parameter and takes the next one for it.
     */
    private static void assertGradient(Model network, DoubleSupplier loss) {
        // DL4J sums over the batch here; its updaters divide by the batch size later.
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        network.gradient().gradientForVariable().forEach((name, gradient) -> gradients.put(name, gradient.div(BATCH)));
        int checked = 0;
        for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
            String name = entry.getKey();
            if (name.endsWith("_mean") || name.endsWith("_log10stdev")) {
                continue; // DL4J passes the change of BatchNorm's running statistics off as a gradient.
            }
            INDArray parameter = entry.getValue();
            long step = Math.max(1, parameter.length() / NUMBERS_PER_PARAMETER);
            for (long i = 0; i < parameter.length(); i += step) {
                double value = parameter.getDouble(i);
                parameter.putScalar(i, value + EPSILON);
                double above = loss.getAsDouble();
                parameter.putScalar(i, value - EPSILON);
                double below = loss.getAsDouble();
                parameter.putScalar(i, value);
                double expected = (above - below) / (2 * EPSILON);
                assertThat(gradients.get(name).getDouble(i))
                        .as("%s[%d]", name, i)
                        .isCloseTo(expected, within(1e-8 + 1e-5 * Math.abs(expected)));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
        assertThat(network.gradient().gradient().norm2Number().doubleValue()).isGreaterThan(1e-3);
    }

    private static INDArray features(long... imageShape) {
        Nd4j.getRandom().setSeed(9);
        long[] shape = Stream.concat(
                        Stream.of((long) BATCH), Arrays.stream(imageShape).boxed())
                .mapToLong(Long::longValue)
                .toArray();
        return Nd4j.randn(DataType.DOUBLE, shape);
    }

    private static INDArray labels() {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, BATCH, CLASSES);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return labels;
    }
}
