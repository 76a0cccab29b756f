package org.dl4jlab.engine.differential;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Layers and settings at random, most of them such that plans run them. */
final class RandomLayers {
    private final Draw draw;
    private boolean random;
    private boolean normalised;
    private boolean masksFollow = true;

    RandomLayers(Draw draw) {
        this.draw = draw;
    }

    /** Whether any layer so far draws random numbers in training. */
    boolean areRandom() {
        return random;
    }

    /** Whether any layer so far normalises batches. */
    boolean areNormalised() {
        return normalised;
    }

    /** Whether the masks of images change their size with the images in all layers so far. */
    boolean masksFollow() {
        return masksFollow;
    }

    NeuralNetConfiguration.Builder base() {
        NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder()
                .seed(draw.between(1, 1_000_000))
                .updater(new RandomUpdaters(draw).draw())
                .activation(activation())
                .trainingWorkspaceMode(draw.of(WorkspaceMode.ENABLED, WorkspaceMode.ENABLED, WorkspaceMode.NONE))
                .inferenceWorkspaceMode(draw.of(WorkspaceMode.ENABLED, WorkspaceMode.ENABLED, WorkspaceMode.NONE));
        if (draw.oneIn(3)) {
            base.l2(0.01);
        }
        if (draw.oneIn(5)) {
            base.l1(0.005);
        }
        if (draw.oneIn(5)) {
            base.weightDecay(0.01, draw.oneIn(2));
        }
        if (draw.oneIn(8)) {
            base.l1Bias(0.01).l2Bias(0.02);
        }
        if (draw.oneIn(3)) {
            base.gradientNormalization(draw.of(GradientNormalization.values()))
                    .gradientNormalizationThreshold(draw.of(0.01, 0.1, 1.0));
        }
        if (draw.oneIn(8)) {
            base.constrainWeights(draw.of(new MaxNormConstraint(0.5, 1), new NonNegativeConstraint()));
        }
        if (draw.oneIn(8)) {
            base.biasUpdater(new Sgd(0.02));
        }
        if (draw.oneIn(12)) {
            base.miniBatch(false);
        }
        if (draw.oneIn(25)) {
            base.dataType(DataType.DOUBLE);
        }
        if (draw.oneIn(15)) {
            base.regularization(List.of(new WeightDecay(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 2), true)));
        }
        if (draw.oneIn(30)) {
            random = true;
            base.weightNoise(new DropConnect(0.8));
        }
        return base;
    }

    /** How many maps a layer makes: any number, or one that fills whole blocks of them. */
    int maps() {
        return draw.oneIn(3) ? draw.of(8, 16, 32) : draw.between(1, 20);
    }

    Activation activation() {
        return draw.oneIn(8)
                ? draw.of(Activation.CUBE, Activation.SOFTPLUS, Activation.ELU, Activation.SWISH)
                : draw.of(
                        Activation.TANH,
                        Activation.SIGMOID,
                        Activation.IDENTITY,
                        Activation.RELU,
                        Activation.LEAKYRELU,
                        Activation.GELU);
    }

    /** A convolution that keeps the size of the map, for branches that meet again. */
    ConvolutionLayer sameConvolution(int maps) {
        return convolution(maps, draw.of(1, 3), 1, ConvolutionMode.Same);
    }

    ConvolutionLayer anyConvolution(int maps) {
        return convolution(
                maps, draw.between(1, 3), draw.of(1, 1, 2), draw.of(ConvolutionMode.Same, ConvolutionMode.Truncate));
    }

    private ConvolutionLayer convolution(int maps, int kernel, int stride, ConvolutionMode mode) {
        ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(kernel, draw.oneIn(4) ? 1 : kernel)
                .stride(stride, stride)
                .convolutionMode(mode)
                .hasBias(!draw.oneIn(4))
                .nOut(maps);
        if (draw.oneIn(6)) {
            builder.dilation(2, 2);
        }
        if (mode == ConvolutionMode.Truncate && kernel > 1 && draw.oneIn(2)) {
            builder.padding(1, draw.of(0, 1));
        }
        if (draw.oneIn(2)) {
            builder.activation(activation());
        }
        if (draw.oneIn(12)) {
            random = true;
            builder.dropOut(0.7);
        }
        return builder.build();
    }

    /** A layer that leaves the width of its input alone. */
    Layer between(boolean image) {
        return switch (draw.between(0, image ? 7 : 3)) {
            case 0 -> normalization();
            case 1 -> new ActivationLayer(activation());
            case 2 -> dropout();
            case 3 -> draw.oneIn(4) ? new PReLULayer.Builder().build() : normalization();
            case 4 ->
                draw.oneIn(2) ? new LocalResponseNormalization.Builder().build() : new ActivationLayer(activation());
            case 5 -> rareOnImages();
            default ->
                new SubsamplingLayer.Builder(draw.of(
                                SubsamplingLayer.PoolingType.MAX,
                                SubsamplingLayer.PoolingType.AVG,
                                SubsamplingLayer.PoolingType.MAX,
                                SubsamplingLayer.PoolingType.AVG,
                                SubsamplingLayer.PoolingType.PNORM))
                        .pnorm(2)
                        .kernelSize(2, 2)
                        .stride(draw.of(1, 2), 2)
                        .convolutionMode(draw.of(ConvolutionMode.Same, ConvolutionMode.Truncate))
                        .build();
        };
    }

    /** Layers that few networks have. */
    private Layer rareOnImages() {
        masksFollow = false;
        return switch (draw.between(0, 4)) {
            case 0 -> new Upsampling2D.Builder(2).build();
            case 1 -> new ZeroPaddingLayer.Builder(1, 1).build();
            case 2 -> new Cropping2D.Builder(1, 0).build();
            case 3 ->
                new SeparableConvolution2D.Builder(2, 2)
                        .nOut(draw.between(1, 8))
                        .build();
            default ->
                new Deconvolution2D.Builder(2, 2).nOut(draw.between(1, 8)).build();
        };
    }

    private Layer normalization() {
        normalised = true;
        return new BatchNormalization.Builder()
                .useLogStd(!draw.oneIn(3))
                .decay(draw.of(0.9, 0.5))
                .lockGammaBeta(draw.oneIn(4))
                .gamma(draw.of(1.0, 1.0, 0.7))
                .beta(draw.of(0.0, 0.0, 0.3))
                .build();
    }

    private Layer dropout() {
        if (!draw.oneIn(4)) {
            return new ActivationLayer(Activation.TANH);
        }
        random = true;
        return switch (draw.between(0, 3)) {
            case 0 -> new DropoutLayer(new GaussianDropout(0.3));
            case 1 -> new DropoutLayer(new AlphaDropout(0.7));
            default -> new DropoutLayer(0.6);
        };
    }

    Layer dense() {
        if (draw.oneIn(15)) {
            return new AutoEncoder.Builder()
                    .nOut(draw.between(1, 12))
                    .corruptionLevel(0)
                    .activation(Activation.SIGMOID)
                    .build();
        }
        return new DenseLayer.Builder()
                .nOut(draw.between(1, 20))
                .hasBias(!draw.oneIn(5))
                .hasLayerNorm(draw.oneIn(12))
                .activation(activation())
                .build();
    }

    GlobalPoolingLayer globalPooling() {
        return new GlobalPoolingLayer(draw.of(PoolingType.AVG, PoolingType.MAX, PoolingType.AVG, PoolingType.SUM));
    }

    LossFunction loss() {
        return draw.oneIn(7)
                ? draw.of(LossFunction.MSE, LossFunction.XENT)
                : draw.of(LossFunction.MCXENT, LossFunction.MCXENT, LossFunction.NEGATIVELOGLIKELIHOOD);
    }

    static Activation activationFor(LossFunction loss) {
        return switch (loss) {
            case MSE -> Activation.TANH;
            case XENT -> Activation.SIGMOID;
            default -> Activation.SOFTMAX;
        };
    }

    /** The end of a network: one layer, or a fully connected one and a loss layer. */
    List<Layer> output(int classes) {
        LossFunction loss = loss();
        Activation activation = activationFor(loss);
        if (draw.oneIn(25)) {
            CenterLossOutputLayer.Builder center = new CenterLossOutputLayer.Builder(LossFunction.MCXENT);
            return List.of(center.nOut(classes).activation(Activation.SOFTMAX).build());
        }
        if (draw.oneIn(4)) {
            DenseLayer dense = new DenseLayer.Builder()
                    .nOut(classes)
                    .activation(Activation.IDENTITY)
                    .build();
            return List.of(
                    dense, new LossLayer.Builder(loss).activation(activation).build());
        }
        return List.of(new OutputLayer.Builder(loss)
                .nOut(classes)
                .hasBias(!draw.oneIn(6))
                .activation(activation)
                .build());
    }

    /** The layer, or the layer frozen. */
    Layer perhapsFrozen(Layer layer, boolean first) {
        if (first && draw.oneIn(12)) {
            return new FrozenLayer(layer);
        }
        return draw.oneIn(20) ? new FrozenLayerWithBackprop(layer) : layer;
    }
}
