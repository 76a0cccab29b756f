package org.dl4jlab.engine.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Pictures with black areas: as long as biases are zero, the inputs of activation functions and poolings are exactly
 * zero there, where some functions have a kink and all entries of a window are its maximum.
 */
class ZeroInputsTest {
    private static final int SIZE = 11;

    @ParameterizedTest
    @CsvSource({"RELU, 7", "LEAKYRELU, 7", "LEAKYRELU, 40", "TANH, 7", "SIGMOID, 7", "GELU, 7", "IDENTITY, 7"})
    void dense(Activation activation, int batch) {
        DataSet examples = black(Data.batch(1, batch, 1, SIZE, SIZE));
        examples.getFeatures().get(NDArrayIndex.interval(0, batch / 2)).assign(0);

        Gradients.assertSameAsDouble(
                network(
                        1,
                        new DenseLayer.Builder().nOut(19).activation(activation).build(),
                        new DenseLayer.Builder().nOut(9).activation(activation).build()),
                examples);
    }

    @ParameterizedTest
    @CsvSource({
        "RELU, 3, 5",
        "LEAKYRELU, 3, 5",
        "LEAKYRELU, 1, 5",
        "LEAKYRELU, 3, 16",
        "LEAKYRELU, 3, 35",
        "TANH, 3, 5",
        "SIGMOID, 3, 5",
        "GELU, 3, 5",
        "IDENTITY, 3, 5"
    })
    void convolution(Activation activation, int inputs, int maps) {
        Gradients.assertSameAsDouble(
                network(inputs, convolution(maps, activation), convolution(maps + 2, activation)),
                black(Data.batch(1, 9, inputs, SIZE, SIZE)));
    }

    @ParameterizedTest
    @CsvSource({
        "RELU, MAX, 5",
        "LEAKYRELU, MAX, 5",
        "LEAKYRELU, AVG, 5",
        "LEAKYRELU, MAX, 16",
        "TANH, MAX, 5",
        "SIGMOID, MAX, 5",
        "GELU, MAX, 5",
        "IDENTITY, MAX, 5",
        "IDENTITY, MAX, 16"
    })
    void pooling(Activation activation, SubsamplingLayer.PoolingType type, int maps) {
        Gradients.assertSameAsDouble(
                network(
                        2,
                        convolution(maps, activation),
                        new SubsamplingLayer.Builder(type, new int[] {2, 2}, new int[] {2, 2}).build(),
                        convolution(4, activation),
                        new SubsamplingLayer.Builder(type, new int[] {3, 3}, new int[] {2, 2}).build()),
                black(Data.batch(1, 9, 2, SIZE, SIZE)));
    }

    @ParameterizedTest
    @CsvSource({"0.01", "0.3", "1", "2.7"})
    void leakyRectifierOfAnySlope(double slope) {
        IActivation activation = new ActivationLReLU(slope);
        Gradients.assertSameAsDouble(
                network(
                        2,
                        convolution(6, Activation.IDENTITY),
                        new ActivationLayer(activation),
                        convolution(4, Activation.IDENTITY),
                        new SubsamplingLayer.Builder(
                                        SubsamplingLayer.PoolingType.AVG, new int[] {2, 2}, new int[] {2, 2})
                                .build(),
                        new ActivationLayer(activation)),
                black(Data.batch(1, 9, 2, SIZE, SIZE)));
    }

    /** In a layout whose channels are padded, oneDNN has only a slow implementation of the comparison. */
    @Test
    void leakyRectifierRunsOnGeneratedCode() {
        MultiLayerNetwork network =
                network(1, convolution(5, Activation.LEAKYRELU), convolution(20, Activation.LEAKYRELU));

        assertThat(Plans.steps(network, Data.features(1, 9, 1, SIZE, SIZE), true))
                .filteredOn(step -> step.contains("activation gradient"))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step).contains("jit"));
    }

    /** Its output does not tell where the input was zero and the gradient passes. */
    @Test
    void leakyRectifierWithoutASlopeIsLeftToDl4j() {
        MultiLayerNetwork engine = Engine.accelerate(
                network(2, convolution(6, Activation.IDENTITY), new ActivationLayer(new ActivationLReLU(0))));
        engine.fit(black(Data.batch(1, 9, 2, SIZE, SIZE)));

        assertThat(Engine.fallbacks(engine))
                .extracting(Unsupported::reason)
                .containsExactly("activation function leakyrelu(a=0.0)");
    }

    private static ConvolutionLayer convolution(int maps, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(maps)
                .convolutionMode(ConvolutionMode.Same)
                .activation(activation)
                .build();
    }

    private static MultiLayerNetwork network(int inputs, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list();
        List.of(layers).forEach(list::layer);
        list.layer(new OutputLayer.Builder()
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(SIZE, SIZE, inputs)).build());
        network.init();
        return network;
    }

    /** With a border and one picture black. */
    private static DataSet black(DataSet batch) {
        INDArrayIndex[] middle = {
            NDArrayIndex.interval(1, batch.numExamples()),
            NDArrayIndex.all(),
            NDArrayIndex.interval(4, 9),
            NDArrayIndex.interval(4, 9)
        };
        INDArray visible = batch.getFeatures().dup();
        batch.getFeatures().assign(0).get(middle).assign(visible.get(middle));
        return batch;
    }
}
