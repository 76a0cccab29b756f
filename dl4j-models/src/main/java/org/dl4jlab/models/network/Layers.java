package org.dl4jlab.models.network;

import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The layers that the families have in common, so that one kind of layer means the same everywhere. */
final class Layers {

    private Layers() {}

    /** A convolution with stride 1, without padding, followed by the activation. */
    static ConvolutionLayer convolution(String name, int kernel, int outputs, Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .name(name)
                .nOut(outputs)
                .activation(activation)
                .build();
    }

    /** A convolution that keeps height and width at stride 1 and halves them at stride 2; kernel is odd. */
    static ConvolutionLayer paddedConvolution(
            String name, int kernel, int stride, int outputs, Activation activation, boolean bias) {
        // Explicit padding pads all four sides alike, as PyTorch does; DL4J's "Same" would not at stride 2.
        return new ConvolutionLayer.Builder(kernel, kernel)
                .name(name)
                .stride(stride, stride)
                .padding(kernel / 2, kernel / 2)
                .nOut(outputs)
                .activation(activation)
                .hasBias(bias)
                .build();
    }

    /**
     * BatchNorm over {@code [batch, channels, height, width]} (Ioffe and Szegedy, 2015); PyTorch's momentum of 0.1 is DL4J's
     * decay of 0.9. The running variance stays in DL4J's default form, log10 of the standard deviation: with {@code
     * useLogStd(false)} the JSON of a configuration that was never initialised reads back as {@code true}.
     */
    static BatchNormalization batchNorm(String name) {
        return new BatchNormalization.Builder().name(name).decay(0.9).eps(1e-5).build();
    }

    /** DL4J's BatchNorm ignores an activation of its own, so the activation is a layer. */
    static ActivationLayer activation(String name, Activation activation) {
        return new ActivationLayer.Builder().name(name).activation(activation).build();
    }

    /**
     * A 3x3 convolution that keeps height and width, BatchNorm and the activation. The convolution has no bias, since
     * BatchNorm subtracts the mean and adds its own; {@code dropout} acts on the convolution's input.
     */
    static List<Layer> convolutionBatchNormActivation(
            String number, int outputs, Activation activation, double dropout) {
        return List.of(
                withDropout(paddedConvolution("conv" + number, 3, 1, outputs, Activation.IDENTITY, false), dropout),
                batchNorm("bn" + number),
                activation("act" + number, activation));
    }

    static SubsamplingLayer maxPool(String name) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .name(name)
                .build();
    }

    /** Keeps the pixels of even row and column: max pooling with a window of one pixel has nothing to choose from. */
    static SubsamplingLayer everySecondPixel(String name) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {1, 1}, new int[] {2, 2})
                .name(name)
                .build();
    }

    /** The mean over height and width: {@code [batch, channels, height, width]} to {@code [batch, channels]}. */
    static GlobalPoolingLayer globalAveragePool() {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG).name("pool").build();
    }

    static DenseLayer dense(String name, int outputs, Activation activation) {
        return new DenseLayer.Builder()
                .name(name)
                .nOut(outputs)
                .activation(activation)
                .build();
    }

    /** Softmax with multi-class cross-entropy: the mean negative log-likelihood of the true class. */
    static OutputLayer classifier(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .name("output")
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** The layer with dropout on its <em>input</em>, where DL4J applies it; {@code probability} is that of dropping. */
    static <L extends FeedForwardLayer> L withDropout(L layer, double probability) {
        if (probability > 0) {
            layer.setIDropout(new Dropout(1 - probability));
        }
        return layer;
    }
}
