package org.dl4jlab.engine.differential;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.dl4jlab.engine.updater.Momentum;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Layers and settings at random, most of them such that plans run them. */
final class RandomLayers {
    private final Draw draw;
    private boolean random;
    private boolean normalised;
    private boolean sumsToOne = true;

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

    /** Whether the loss wants labels that sum to 1. */
    boolean wantProbabilities() {
        return sumsToOne;
    }

    NeuralNetConfiguration.Builder base() {
        NeuralNetConfiguration.Builder base = new NeuralNetConfiguration.Builder()
                .seed(draw.between(1, 1_000_000))
                .updater(updater())
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
        if (draw.oneIn(25)) {
            base.miniBatch(false);
        }
        return base;
    }

    IUpdater updater() {
        return draw.<java.util.function.Supplier<IUpdater>>of(
                        () -> new Sgd(0.05),
                        () -> new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9)),
                        () -> new Nesterovs(0.02, 0.9),
                        () -> new Nesterovs(new StepSchedule(ScheduleType.EPOCH, 0.05, 0.5, 1), 0.8),
                        () -> new Adam(0.01),
                        () -> new Momentum(0.02, 0.9),
                        () -> new RmsProp(0.01),
                        () -> new AdaGrad(0.02),
                        () -> new AdaMax(0.01))
                .get();
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
        return switch (draw.between(0, image ? 5 : 2)) {
            case 0 -> normalization();
            case 1 -> new ActivationLayer(activation());
            case 2 -> dropout();
            case 3 ->
                draw.oneIn(3) ? new LocalResponseNormalization.Builder().build() : new ActivationLayer(activation());
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
        return new DropoutLayer(0.6);
    }

    Layer dense() {
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

    /** The end of a network: one layer, or a fully connected one and a loss layer. */
    List<Layer> output(int classes) {
        sumsToOne = !draw.oneIn(7);
        LossFunction loss = sumsToOne
                ? draw.of(LossFunction.MCXENT, LossFunction.MCXENT, LossFunction.NEGATIVELOGLIKELIHOOD)
                : draw.of(LossFunction.MSE, LossFunction.XENT);
        Activation activation =
                sumsToOne ? Activation.SOFTMAX : loss == LossFunction.XENT ? Activation.SIGMOID : Activation.TANH;
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
