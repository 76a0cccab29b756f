package org.dl4jlab.engine.internal.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** On a network with enough parameters for several threads and pieces. */
class ParameterUpdateTest {
    private static final int BATCH = 6;

    static Stream<Arguments> updatersAndModes() {
        // A large epsilon: Adam would otherwise turn rounding into whole steps where a gradient is nearly zero.
        IUpdater adam = new Adam(1e-2, 0.9, 0.999, 1e-2);
        return Stream.concat(
                Stream.of(GradientNormalization.values()).map(mode -> Arguments.of(new Nesterovs(0.1, 0.9), mode)),
                Stream.of(
                        Arguments.of(new Sgd(0.1), GradientNormalization.RenormalizeL2PerLayer),
                        Arguments.of(adam, GradientNormalization.ClipL2PerParamType),
                        Arguments.of(new AdaDelta(), GradientNormalization.None)));
    }

    @ParameterizedTest
    @MethodSource("updatersAndModes")
    void anyNumberOfThreadsGivesTheSameBitsAndDl4jsUpdate(IUpdater updater, GradientNormalization mode) {
        MultiLayerNetwork expected = network(updater, mode);
        steps(expected, 1, ParameterUpdateTest::updateByDl4j);
        INDArray first = null;
        for (int threads : new int[] {1, 2, 3}) {
            MultiLayerNetwork actual = network(updater, mode);
            steps(actual, 1, by(threads));
            INDArray result = Nd4j.concat(0, actual.params(), state(actual));
            first = first == null ? result : first;
            assertThat(result).as("%d threads", threads).isEqualTo(first);
            assertThat(Gradients.relativeError(actual.params(), expected.params()))
                    .isLessThan(1e-5);
        }
    }

    /** Squares of such gradients are zero or infinite as numbers of single precision. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-30, 1e-20, 1e20, 1e30})
    void gradientsOfAnySizeAreNormalised(double size) {
        MultiLayerNetwork usual = network(new Sgd(0.1), GradientNormalization.RenormalizeL2PerLayer);
        MultiLayerNetwork extreme = network(new Sgd(0.1), GradientNormalization.RenormalizeL2PerLayer);
        steps(usual, 1, by(2));
        steps(extreme, size, by(2));
        assertThat(Gradients.relativeError(extreme.params(), usual.params())).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource(GradientNormalization.class)
    void gradientsOfZeroChangeNothing(GradientNormalization mode) {
        MultiLayerNetwork network = network(new Sgd(0.1), mode, 0);
        INDArray before = network.params().dup();
        steps(network, 0, by(2));
        assertThat(network.params()).isEqualTo(before);
    }

    @Test
    void aWeightThatIsNotANumberStaysOne() {
        MultiLayerNetwork network = network(new Nesterovs(0.1, 0.9), GradientNormalization.ClipL2PerLayer);
        network.params().putScalar(5, Double.NaN);
        steps(network, 1, by(2));
        assertThat(network.params().getDouble(5)).isNaN();
        assertThat(network.params().getDouble(200_000)).isFinite();
    }

    private static MultiLayerNetwork network(IUpdater updater, GradientNormalization mode) {
        return network(updater, mode, 0.01);
    }

    private static MultiLayerNetwork network(IUpdater updater, GradientNormalization mode, double l2) {
        MultiLayerNetwork network = Networks.network(Networks.base(updater)
                .l2(l2)
                .gradientNormalization(mode)
                .gradientNormalizationThreshold(0.05)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(1300)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(200))
                .build());
        network.initGradientsView();
        return network;
    }

    /** Three steps with random gradients of a size. */
    private static void steps(MultiLayerNetwork network, double size, Step update) {
        for (int step = 0; step < 3; step++) {
            Random random = new Random(step);
            float[] gradients = new float[(int) network.numParams()];
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = (float) ((random.nextFloat() - 0.5) * size);
            }
            network.getFlattenedGradients()
                    .assign(Nd4j.createFromArray(gradients).reshape(1, gradients.length));
            update.apply(network, step);
        }
    }

    private static Step by(int threads) {
        ParameterUpdate[] update = {null};
        return (network, step) -> {
            if (update[0] == null) {
                update[0] = ParameterUpdate.of(
                        (BaseMultiLayerUpdater<?>) network.getUpdater(),
                        network.params(),
                        network.getFlattenedGradients(),
                        threads);
            }
            update[0].apply(step, 0, BATCH);
        };
    }

    private static void updateByDl4j(MultiLayerNetwork network, int step) {
        Gradient gradient = new DefaultGradient(network.getFlattenedGradients());
        for (int i = 0; i < network.getnLayers(); i++) {
            String layer = i + "_";
            network.getLayer(i)
                    .conf()
                    .getLayer()
                    .initializer()
                    .getGradientsFromFlattened(
                            network.getLayer(i).conf(), network.getLayer(i).getGradientsViewArray())
                    .forEach((name, view) -> gradient.setGradientFor(layer + name, view));
        }
        ((BaseMultiLayerUpdater<?>) network.getUpdater())
                .update(gradient, step, 0, BATCH, LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(network.getFlattenedGradients().reshape(network.numParams()));
    }

    private static INDArray state(MultiLayerNetwork network) {
        INDArray state = network.getUpdater().getStateViewArray();
        return state == null ? Nd4j.zeros(DataType.FLOAT, 1) : state.reshape(state.length());
    }

    private interface Step {
        void apply(MultiLayerNetwork network, int step);
    }
}
