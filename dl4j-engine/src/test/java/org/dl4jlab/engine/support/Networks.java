package org.dl4jlab.engine.support;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
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

    /** ReLU convolution without padding. */
    public static ConvolutionLayer convolution(int maps, int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(maps)
                .activation(Activation.RELU)
                .build();
    }

    /** 2x2 maximum pooling. */
    public static SubsamplingLayer maxPool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
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
