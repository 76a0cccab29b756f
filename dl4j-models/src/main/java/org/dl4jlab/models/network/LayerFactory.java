package org.dl4jlab.models.network;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jlab.models.option.NetworkOptions;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Makes the layers of one network as its options ask, so that one kind of layer means the same in every family. */
final class LayerFactory {

    private final NetworkOptions options;

    LayerFactory(NetworkOptions options) {
        this.options = options;
    }

    /** The start of a configuration; everything that layers have in common is in it, except for weight decay. */
    NeuralNetConfiguration.Builder network() {
        return new NeuralNetConfiguration.Builder()
                .seed(options.seed())
                .updater(options.updater())
                .weightInit(options.initialization().weightInit());
    }

    /** A convolution with stride 1, without padding, followed by the activation. */
    ConvolutionLayer convolution(String name, int kernel, int outputs) {
        return decayed(new ConvolutionLayer.Builder(kernel, kernel)
                        .name(name)
                        .nOut(outputs)
                        .activation(options.activation()))
                .build();
    }

    /** A 3x3 convolution that keeps height and width, followed by the activation. */
    ConvolutionLayer paddedConvolution(String name, int outputs) {
        return decayed(new ConvolutionLayer.Builder(3, 3)
                        .name(name)
                        .padding(1, 1)
                        .nOut(outputs)
                        .activation(options.activation()))
                .build();
    }

    /**
     * A convolution of odd kernel size for BatchNorm to follow: without a bias, since BatchNorm subtracts the mean and
     * adds its own. It keeps height and width at stride 1 and halves them, rounding up, at stride 2.
     */
    ConvolutionLayer linearConvolution(String name, int kernel, int stride, int outputs) {
        // Explicit padding pads all four sides alike, as PyTorch does; DL4J's "Same" would not at stride 2.
        return decayed(new ConvolutionLayer.Builder(kernel, kernel)
                        .name(name)
                        .stride(stride, stride)
                        .padding(kernel / 2, kernel / 2)
                        .nOut(outputs)
                        .activation(Activation.IDENTITY)
                        .hasBias(false))
                .build();
    }

    /**
     * BatchNorm over {@code [batch, channels, height, width]} (Ioffe and Szegedy, 2015); PyTorch's momentum of 0.1 is
     * DL4J's decay of 0.9. The running variance stays in DL4J's default form, log10 of the standard deviation: with
     * {@code useLogStd(false)} the JSON of a configuration that was never initialised reads back as {@code true}.
     */
    BatchNormalization batchNorm(String name) {
        return new BatchNormalization.Builder().name(name).decay(0.9).eps(1e-5).build();
    }

    /** DL4J's BatchNorm ignores an activation of its own, so the activation is a layer. */
    ActivationLayer activation(String name) {
        return new ActivationLayer.Builder()
                .name(name)
                .activation(options.activation())
                .build();
    }

    /** A 3x3 convolution that keeps height and width, BatchNorm and the activation. */
    List<Layer> convolutionBatchNormActivation(String number, int outputs) {
        return List.of(
                linearConvolution("conv" + number, 3, 1, outputs),
                batchNorm("bn" + number),
                activation("act" + number));
    }

    SubsamplingLayer maxPool(String name) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .name(name)
                .build();
    }

    /** Keeps the pixels of even row and column: max pooling with a window of one pixel has nothing to choose from. */
    SubsamplingLayer everySecondPixel(String name) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {1, 1}, new int[] {2, 2})
                .name(name)
                .build();
    }

    /** The mean over height and width: {@code [batch, channels, height, width]} to {@code [batch, channels]}. */
    GlobalPoolingLayer globalAveragePool() {
        return new GlobalPoolingLayer.Builder(PoolingType.AVG).name("pool").build();
    }

    DenseLayer dense(String name, int outputs) {
        return decayed(new DenseLayer.Builder().name(name).nOut(outputs).activation(options.activation()))
                .build();
    }

    /** Softmax with multi-class cross-entropy: the mean negative log-likelihood of the true class. */
    OutputLayer classifier() {
        return decayed(new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("output")
                        .nOut(options.classes())
                        .activation(Activation.SOFTMAX))
                .build();
    }

    /** A convolution of odd kernel size that keeps height and width, without an activation; BatchNorm makes a bias idle. */
    ConvolutionLayer stageConvolution(String name, int kernel, int outputs, boolean batchNormFollows) {
        return decayed(new ConvolutionLayer.Builder(kernel, kernel)
                        .name(name)
                        .padding(kernel / 2, kernel / 2)
                        .nOut(outputs)
                        .activation(Activation.IDENTITY)
                        .hasBias(!batchNormFollows))
                .build();
    }

    /** A 1x1 convolution to one map for each class: the same linear classifier at every pixel. */
    ConvolutionLayer pointwiseClassifier() {
        return decayed(new ConvolutionLayer.Builder(1, 1)
                        .name("classifier")
                        .nOut(options.classes())
                        .activation(Activation.IDENTITY))
                .build();
    }

    /** Softmax and cross-entropy of what arrives, without weights: the end behind {@link #pointwiseClassifier}. */
    LossLayer classifierLoss() {
        LossLayer loss = new LossLayer.Builder(LossFunction.MCXENT)
                .name("output")
                .activation(Activation.SOFTMAX)
                .build();
        // Its builder refuses sizes; without them DL4J takes its output for empty.
        loss.setNIn(options.classes());
        loss.setNOut(options.classes());
        return loss;
    }

    /** The layer with dropout on its <em>input</em>, where DL4J applies it, and with DL4J's probability of keeping. */
    <L extends Layer> L withDropout(L layer) {
        if (options.dropout() > 0) {
            layer.setIDropout(new Dropout(1 - options.dropout()));
        }
        return layer;
    }

    /**
     * Sets weight decay on the layer. Set on the whole network, as DL4J offers, each layer would get it twice: once as
     * the default, and once more from the validation that follows.
     */
    private <B extends BaseLayer.Builder<B>> B decayed(B layer) {
        if (options.l2() > 0) {
            layer.l2(options.l2());
        }
        if (options.weightDecay() > 0) {
            layer.weightDecay(options.weightDecay(), true);
        }
        return layer;
    }
}
