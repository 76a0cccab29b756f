package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Networks that end in global pooling take pictures of any size: on those that are smaller than a window, the engine does
 * what DL4J does.
 */
class SmallInputsTest {
    private static final int CONFIGURED = 12;

    private record Geometry(int kernel, int stride, int padding, int dilation, ConvolutionMode mode, boolean wide) {
        /** Height and width of something that is to be varied along one of them. */
        int[] along(int varied, int other) {
            return wide ? new int[] {other, varied} : new int[] {varied, other};
        }

        Layer convolution() {
            return new ConvolutionLayer.Builder(along(kernel, 1))
                    .stride(along(stride, 1))
                    .padding(along(padding, 0))
                    .dilation(along(dilation, 1))
                    .convolutionMode(mode)
                    .nOut(3)
                    .activation(Activation.TANH)
                    .build();
        }

        Layer pooling(SubsamplingLayer.PoolingType type) {
            return new SubsamplingLayer.Builder(type, along(kernel, 1), along(stride, 1))
                    .padding(along(padding, 0))
                    .dilation(along(dilation, 1))
                    .convolutionMode(mode)
                    .build();
        }
    }

    @ParameterizedTest(name = "kernel {0}, dilation {1}, {2}")
    @CsvSource({
        "1, 1, Truncate",
        "2, 1, Truncate",
        "3, 1, Truncate",
        "2, 2, Truncate",
        "3, 2, Truncate",
        "4, 1, Truncate",
        "3, 1, Same",
        "2, 2, Same",
        "3, 1, Strict",
        "2, 2, Strict"
    })
    void areRefusedOrReadAsDl4jDoes(int kernel, int dilation, ConvolutionMode mode) {
        int answered = 0;
        for (int stride = 1; stride <= 3; stride++) {
            for (int padding = 0; padding <= (mode == ConvolutionMode.Same ? 0 : 1); padding++) {
                for (boolean wide : List.of(false, true)) {
                    Geometry geometry = new Geometry(kernel, stride, padding, dilation, mode, wide);
                    answered += compare(geometry, geometry.convolution());
                    answered += compare(geometry, geometry.pooling(SubsamplingLayer.PoolingType.MAX));
                    answered += compare(geometry, geometry.pooling(SubsamplingLayer.PoolingType.AVG));
                }
            }
        }
        assertThat(answered).isPositive();
    }

    /** Answers how many pictures DL4J did not refuse. */
    private static int compare(Geometry geometry, Layer layer) {
        Optional<MultiLayerNetwork> network = network(layer);
        int answered = 0;
        for (int size = 1; network.isPresent() && size <= 5; size++) {
            MultiLayerNetwork dl4j = network.get();
            MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
            int[] shape = geometry.along(size, CONFIGURED);
            INDArray images = Data.features(size, 2, 2, shape[0], shape[1]);
            String description = geometry + ", " + layer.getClass().getSimpleName() + ", size " + size;
            Object expected = outputOrFailure(dl4j, images);
            Object actual = outputOrFailure(engine, images);
            if (expected instanceof float[] values) {
                answered++;
                assertThat(actual).as(description).isInstanceOf(float[].class);
                assertThat((float[]) actual)
                        .as(description)
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(values);
                if (layer instanceof ConvolutionLayer) {
                    assertThat(Engine.fallbacks(engine)).as(description).isEmpty();
                }
            } else {
                assertThat(actual).as(description).isEqualTo(expected);
            }
        }
        return answered;
    }

    /** None if the layer cannot have the size that it is configured for. */
    private static Optional<MultiLayerNetwork> network(Layer layer) {
        try {
            MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .seed(1)
                    .list(
                            layer,
                            new GlobalPoolingLayer(PoolingType.AVG),
                            new OutputLayer.Builder()
                                    .nOut(4)
                                    .activation(Activation.SOFTMAX)
                                    .build())
                    .setInputType(InputType.convolutional(CONFIGURED, CONFIGURED, 2))
                    .build());
            network.init();
            return Optional.of(network);
        } catch (DL4JException e) {
            return Optional.empty();
        }
    }

    private static Object outputOrFailure(MultiLayerNetwork network, INDArray images) {
        try {
            return network.output(images).dup('c').data().asFloat();
        } catch (RuntimeException e) {
            return e.getClass() + ": " + e.getMessage();
        }
    }
}
