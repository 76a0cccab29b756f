package org.dl4jlab.reports.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients of a logit against central differences, through every kind of layer that the networks have. */
class NetworkProbeTest {

    private static final double STEP = 1e-2;

    @ParameterizedTest
    @ValueSource(strings = {"simple-cnn", "cifar-net-improved", "resnet20"})
    void gradientOfALogitIsThatOfCentralDifferences(String name) {
        NetworkDefinition definition = Networks.byName(name);
        InputShape shape = definition.defaults().input();
        Model model = definition.configure(definition.defaults().withSeed(3)).initialize();
        Nd4j.getRandom().setSeed(5);
        INDArray input = Nd4j.randn(DataType.FLOAT, 2, shape.channels(), shape.height(), shape.width());
        try (NetworkProbe network = open(model)) {
            network.activations(input);
            int[] classes = {2, 7};
            INDArray gradient = network.gradient(classes, network.inputName()).orElseThrow();
            assertThat(gradient.shape()).isEqualTo(input.shape());

            // Along random directions, so that all pixels count and single kinks do not.
            for (int trial = 0; trial < 4; trial++) {
                INDArray direction = Nd4j.randn(DataType.FLOAT, input.shape());
                direction.divi(direction.norm2Number());
                double up = logits(network, input.add(direction.mul(STEP)), classes);
                double down = logits(network, input.sub(direction.mul(STEP)), classes);
                double numeric = (up - down) / (2 * STEP);
                double exact = gradient.mul(direction).sumNumber().doubleValue();
                assertThat(exact)
                        .isCloseTo(
                                numeric,
                                within(2e-3 + 0.02 * gradient.norm2Number().doubleValue()));
            }
        }
    }

    /** The last convolution before a pooling has larger maps, which nothing has normalised or cut at zero yet. */
    @Test
    void theDeepestMapsAreThoseAfterAnActivation() {
        NetworkDefinition definition = Networks.FAST_CIFAR_NET;
        Model model = definition.configure(definition.defaults().withSeed(3)).initialize();
        try (NetworkProbe network = open(model)) {
            Map<String, INDArray> activations = network.activations(Nd4j.rand(DataType.FLOAT, 1, 3, 32, 32));
            assertThat(network.deepestMaps(activations, GradCam.SMALLEST_SIDE)).hasValue("activation2-2");
            assertThat(activations.get("activation2-2").shape()).endsWith(7, 7);
        }
    }

    /** The weights of a depthwise one are in another order, and would be drawn as filters of colours. */
    @Test
    void onlyAPlainConvolutionHasFiltersToDraw() {
        assertThat(firstFilters(new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .nOut(6)
                        .build()))
                .isEmpty();
        assertThat(firstFilters(new FrozenLayerWithBackprop(
                        new ConvolutionLayer.Builder(3, 3).nOut(4).build())))
                .hasValueSatisfying(filters -> assertThat(filters.shape()).containsExactly(4, 3, 3, 3));
    }

    private static Optional<INDArray> firstFilters(Layer first) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list(first, new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        network.init();
        try (NetworkProbe probe = NetworkProbe.of(network)) {
            assertThat(probe.convolutionCount()).isEqualTo(1);
            return probe.firstFilters().map(INDArray::dup);
        }
    }

    private static NetworkProbe open(Model model) {
        return model instanceof MultiLayerNetwork layers
                ? NetworkProbe.of(layers)
                : NetworkProbe.of((ComputationGraph) model);
    }

    private static double logits(NetworkProbe network, INDArray input, int[] classes) {
        Map<String, INDArray> activations = network.activations(input);
        INDArray logits = network.logits(activations);
        return logits.getDouble(0, classes[0]) + logits.getDouble(1, classes[1]);
    }
}
