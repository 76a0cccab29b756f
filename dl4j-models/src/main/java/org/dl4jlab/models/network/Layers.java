package org.dl4jlab.models.network;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
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
     * BatchNorm over {@code [batch, channels, height, width]} (Ioffe and Szegedy, 2015), which keeps the running variance
     * itself rather than DL4J's default, the logarithm of the standard deviation: one conversion less per forward pass,
     * and the form that other tools read.
     */
    static BatchNormalization batchNorm(String name) {
        return new BatchNormalization.Builder()
                .name(name)
                .decay(0.9)
                .eps(1e-5)
                .useLogStd(false)
                .build();
    }

    /** DL4J's BatchNorm ignores an activation of its own, so the activation is a layer. */
    static ActivationLayer activation(String name, Activation activation) {
        return new ActivationLayer.Builder().name(name).activation(activation).build();
    }

    static SubsamplingLayer maxPool(String name) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .name(name)
                .build();
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
