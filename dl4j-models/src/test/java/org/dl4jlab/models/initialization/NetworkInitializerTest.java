package org.dl4jlab.models.initialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jlab.models.network.Fc2Layer;
import org.dl4jlab.models.network.SimpleCnn;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkInitializerTest {

    private static final NetworkOptions MNIST = NetworkOptions.of(InputShape.MNIST, 10);

    // fan_in: 784, 8, 8 for the dense network; 1*5*5, 6*5*5, 6*4*4, 50 for the convolutional one.
    @ParameterizedTest
    @CsvSource({"0, 25", "2, 150", "4, 96", "5, 50"})
    void pyTorchDrawsWeightsAndBiasesUniformlyWithinOneOverRootFanIn(int layer, int fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        // Many feature maps would change fan_in, so many seeds give the sample instead.
        INDArray[] weights = new INDArray[40];
        INDArray[] biases = new INDArray[40];
        for (int seed = 0; seed < 40; seed++) {
            Layer drawn = NetworkInitializer.initialize(SimpleCnn.configure(SimpleCnn.Options.of(MNIST.withSeed(seed))))
                    .getLayer(layer);
            weights[seed] = Nd4j.toFlattened(drawn.getParam("W"));
            biases[seed] = Nd4j.toFlattened(drawn.getParam("b"));
        }
        assertUniform(Nd4j.concat(0, weights), bound);
        assertUniform(Nd4j.concat(0, biases), bound);
    }

    private static void assertUniform(INDArray values, double bound) {
        double n = values.length();
        assertThat(values.maxNumber().doubleValue()).isLessThanOrEqualTo(bound).isGreaterThan(0.9 * bound);
        assertThat(values.minNumber().doubleValue())
                .isGreaterThanOrEqualTo(-bound)
                .isLessThan(-0.9 * bound);
        // Five standard errors of the mean of a uniform variable, whose standard deviation is bound / sqrt(3).
        double deviation = bound / Math.sqrt(3);
        assertThat(values.meanNumber().doubleValue()).isCloseTo(0, within(5 * deviation / Math.sqrt(n)));
        assertThat(values.stdNumber().doubleValue()).isCloseTo(deviation, within(0.12 * deviation));
    }

    /** Of a user's network; the lab's own say nothing about their biases. */
    @Test
    void biasesThatAreGivenAreKept() {
        MultiLayerNetwork network = NetworkInitializer.initialize(new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.UNIFORM)
                .biasInit(0.1)
                .list(
                        new DenseLayer.Builder().nOut(10).build(),
                        new OutputLayer.Builder().nOut(5).build())
                .setInputType(InputType.feedForward(784))
                .build());

        assertThat(network.getLayer(0).getParam("b").toFloatVector()).containsOnly(0.1f);
        assertThat(network.getLayer(1).getParam("b").toFloatVector()).containsOnly(0.1f);
    }

    @Test
    void denseLayersUseTheirNumberOfInputsAsFanIn() {
        MultiLayerNetwork network = NetworkInitializer.initialize(Fc2Layer.configure(Fc2Layer.Options.of(MNIST)));
        double first = 1 / Math.sqrt(784);
        assertThat(network.getLayer(0).getParam("W").amaxNumber().doubleValue()).isBetween(0.99 * first, first);
        assertThat(network.getLayer(0).getParam("b").amaxNumber().doubleValue()).isBetween(0.3 * first, first);
        assertThat(network.getLayer(1).getParam("b").amaxNumber().doubleValue()).isBetween(first, 1 / Math.sqrt(8));
    }

    @Test
    void oneSeedGivesOneNetwork() {
        INDArray first = parameters(MNIST.withSeed(7));
        Nd4j.getRandom().setSeed(123456);
        Nd4j.rand(1000);
        assertThat(parameters(MNIST.withSeed(7))).isEqualTo(first);
        INDArray other = parameters(MNIST.withSeed(8));
        // Weights and biases alike must come from the seed: no value may be shared.
        assertThat(other.eq(first)
                        .castTo(org.nd4j.linalg.api.buffer.DataType.INT)
                        .sumNumber()
                        .intValue())
                .isLessThan(3);
    }

    @Test
    void jsonKeepsTheInitialParameters() {
        MultiLayerConfiguration configuration = SimpleCnn.configure(SimpleCnn.Options.of(MNIST.withSeed(11)));
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
        assertThat(read).isEqualTo(configuration);
        assertThat(NetworkInitializer.initialize(read).params())
                .isEqualTo(NetworkInitializer.initialize(configuration).params());
    }

    @Test
    void otherRulesLeaveBiasesAtZero() {
        for (Initialization rule : new Initialization[] {Initialization.XAVIER, Initialization.RELU}) {
            MultiLayerNetwork network = NetworkInitializer.initialize(
                    SimpleCnn.configure(SimpleCnn.Options.of(MNIST.withInitialization(rule))));
            assertThat(network.getLayer(0).getParam("b").amaxNumber().doubleValue())
                    .isZero();
            assertThat(network.getLayer(0).getParam("W").amaxNumber().doubleValue())
                    .isPositive();
        }
    }

    private static INDArray parameters(NetworkOptions options) {
        return NetworkInitializer.initialize(SimpleCnn.configure(SimpleCnn.Options.of(options)))
                .params();
    }
}
