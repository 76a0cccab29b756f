package org.dl4jlab.engine.support;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Configurations for tests. */
public final class Networks {
    private Networks() {}

    /** 784-8-8-10 with ReLU. */
    public static MultiLayerNetwork fc2layer(IUpdater updater) {
        return network(base(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .setInputType(InputType.feedForward(784))
                .build());
    }

    /** Two 5x5 convolutions with 6 maps, ReLU and 2x2 maximum pooling each, on 28x28 images. */
    public static MultiLayerNetwork simpleCnn(IUpdater updater) {
        return network(base(updater)
                .list()
                .layer(convolution(6, 5))
                .layer(maxPool())
                .layer(convolution(6, 5))
                .layer(maxPool())
                .layer(new DenseLayer.Builder()
                        .nOut(50)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    }

    /** The small CIFAR-10 network: convolutions with 6 and 16 maps, then 120-84-10. */
    public static MultiLayerNetwork cifarNet(IUpdater updater) {
        return network(base(updater)
                .list()
                .layer(convolution(6, 5))
                .layer(maxPool())
                .layer(convolution(16, 5))
                .layer(maxPool())
                .layer(new DenseLayer.Builder()
                        .nOut(120)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(84)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build());
    }

    /** VGG-11 with batch normalisation for 32x32 colour images, widths divided by {@code narrowing}. */
    public static MultiLayerNetwork vgg11(IUpdater updater, int narrowing) {
        return vgg11(updater, narrowing, Kinks.AS_PUBLISHED);
    }

    /** Whether a network has functions with kinks: ReLU and maximum pooling. */
    public enum Kinks {
        AS_PUBLISHED,
        /** Tanh and average pooling instead, for comparisons between precisions. */
        NONE;

        Activation activation() {
            return this == NONE ? Activation.TANH : Activation.RELU;
        }

        SubsamplingLayer.PoolingType pooling() {
            return this == NONE ? SubsamplingLayer.PoolingType.AVG : SubsamplingLayer.PoolingType.MAX;
        }
    }

    /** VGG-11 as above, with or without kinks. */
    public static MultiLayerNetwork vgg11(IUpdater updater, int narrowing, Kinks kinks) {
        return vgg(updater, narrowing, kinks, 64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0);
    }

    /** VGG-16 likewise. */
    public static MultiLayerNetwork vgg16(IUpdater updater, int narrowing, Kinks kinks) {
        return vgg(
                updater, narrowing, kinks, 64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512,
                0);
    }

    /** @param widths feature maps of the convolutions, 0 for a pooling */
    private static MultiLayerNetwork vgg(IUpdater updater, int narrowing, Kinks kinks, int... widths) {
        var list = base(updater).list();
        for (int width : widths) {
            if (width == 0) {
                list.layer(pool(kinks.pooling()));
            } else {
                list.layer(new ConvolutionLayer.Builder(3, 3)
                        .padding(1, 1)
                        .nOut(width / narrowing)
                        .activation(Activation.IDENTITY)
                        .build());
                list.layer(new BatchNormalization.Builder().build());
                list.layer(new ActivationLayer(kinks.activation()));
            }
        }
        return network(list.layer(output())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build());
    }

    /** ResNet-18 for 32x32 colour images, widths divided by {@code narrowing}. */
    public static ComputationGraph resnet18(IUpdater updater, int narrowing) {
        return resnet18(updater, narrowing, Kinks.AS_PUBLISHED);
    }

    /** ResNet-18 as above, with or without kinks. */
    public static ComputationGraph resnet18(IUpdater updater, int narrowing, Kinks kinks) {
        ComputationGraphConfiguration.GraphBuilder graph =
                base(updater).graphBuilder().addInputs("in").setInputTypes(InputType.convolutional(32, 32, 3));
        String last = convolutionAndNorm(graph, "stem", "in", 64 / narrowing, 3, 1);
        last = activation(graph, "stem_relu", last, kinks);
        int block = 0;
        for (int width : new int[] {64, 128, 256, 512}) {
            for (int i = 0; i < 2; i++) {
                int stride = i == 0 && width > 64 ? 2 : 1;
                last = residualBlock(graph, "block" + block++, last, width / narrowing, stride, kinks);
            }
        }
        graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last);
        graph.addLayer("out", output(), "pool");
        ComputationGraph network = new ComputationGraph(graph.setOutputs("out").build());
        network.init();
        return network;
    }

    /**
     * A network of the kind that reaches 94 % on CIFAR-10 fastest: a frozen 2x2 convolution, then three groups of
     * convolution, pooling, normalisation whose scale is fixed, and GELU; logits divided by nine. Source: Jordan,
     * "94% on CIFAR-10 in 3.29 Seconds on a Single GPU" (2024).
     */
    public static ComputationGraph fastCifarNet(int narrowing) {
        ComputationGraphConfiguration.GraphBuilder graph = base(new Nesterovs(0.02, 0.85))
                .l2(1e-3)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(32, 32, 3));
        ConvolutionLayer whitening = new ConvolutionLayer.Builder(2, 2)
                .nOut(24)
                .activation(new ActivationGELU())
                .build();
        graph.addLayer("whitening", new FrozenLayer(whitening), "in");
        String last = "whitening";
        for (int group = 1; group <= 3; group++) {
            int width = (group == 1 ? 64 : 256) / narrowing;
            for (String half : new String[] {"a", "b"}) {
                String name = half + group;
                graph.addLayer(
                        "conv_" + name,
                        new ConvolutionLayer.Builder(3, 3)
                                .padding(1, 1)
                                .hasBias(false)
                                .nOut(width)
                                .activation(Activation.IDENTITY)
                                .build(),
                        last);
                last = "conv_" + name;
                if (half.equals("a")) {
                    graph.addLayer("pool_" + name, maxPool(), last);
                    last = "pool_" + name;
                }
                graph.addLayer("norm_" + name, new ShiftedNorm(new Nesterovs(64 * 0.02, 0.85)), last);
                graph.addLayer("gelu_" + name, new ActivationLayer(new ActivationGELU()), "norm_" + name);
                last = "gelu_" + name;
            }
        }
        graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), last);
        graph.addLayer(
                "head",
                new DenseLayer.Builder()
                        .nOut(10)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                "pool");
        graph.addVertex("scaled", new ScaleVertex(1.0 / 9), "head");
        graph.addLayer(
                "out",
                new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build(),
                "scaled");
        ComputationGraph network = new ComputationGraph(graph.setOutputs("out").build());
        network.init();
        return network;
    }

    private static String residualBlock(
            ComputationGraphConfiguration.GraphBuilder graph,
            String name,
            String input,
            int width,
            int stride,
            Kinks kinks) {
        String first = convolutionAndNorm(graph, name + "_a", input, width, 3, stride);
        String second =
                convolutionAndNorm(graph, name + "_b", activation(graph, name + "_a_relu", first, kinks), width, 3, 1);
        String shortcut = stride == 1 ? input : convolutionAndNorm(graph, name + "_s", input, width, 1, stride);
        graph.addVertex(name + "_sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), second, shortcut);
        return activation(graph, name + "_relu", name + "_sum", kinks);
    }

    private static String convolutionAndNorm(
            ComputationGraphConfiguration.GraphBuilder graph,
            String name,
            String input,
            int width,
            int kernel,
            int stride) {
        graph.addLayer(
                name + "_conv",
                new ConvolutionLayer.Builder(kernel, kernel)
                        .stride(stride, stride)
                        .padding(kernel / 2, kernel / 2)
                        .hasBias(false)
                        .nOut(width)
                        .activation(Activation.IDENTITY)
                        .build(),
                input);
        graph.addLayer(name + "_norm", new BatchNormalization.Builder().build(), name + "_conv");
        return name + "_norm";
    }

    private static String activation(
            ComputationGraphConfiguration.GraphBuilder graph, String name, String input, Kinks kinks) {
        graph.addLayer(name, new ActivationLayer(kinks.activation()), input);
        return name;
    }

    /** A convolution with square kernels. */
    public static ConvolutionLayer convolution(
            int maps,
            int kernel,
            int padding,
            int dilation,
            ConvolutionMode mode,
            boolean bias,
            Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .padding(padding, padding)
                .dilation(dilation, dilation)
                .convolutionMode(mode)
                .hasBias(bias)
                .nOut(maps)
                .activation(activation)
                .build();
    }

    /** ReLU convolution without padding. */
    public static ConvolutionLayer convolution(int maps, int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(maps)
                .activation(Activation.RELU)
                .build();
    }

    /** 2x2 maximum pooling. */
    public static SubsamplingLayer maxPool() {
        return pool(SubsamplingLayer.PoolingType.MAX);
    }

    private static SubsamplingLayer pool(SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build();
    }

    /** Softmax cross-entropy over ten classes. */
    public static OutputLayer output() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** Seeded, He-initialised. */
    public static NeuralNetConfiguration.Builder base(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(12345)
                .weightInit(WeightInit.RELU)
                .biasInit(0.1)
                .updater(updater);
    }

    /** Seeded, plain SGD. */
    public static NeuralNetConfiguration.Builder base() {
        return base(new Sgd(0.01));
    }

    /** An initialised network. */
    public static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
