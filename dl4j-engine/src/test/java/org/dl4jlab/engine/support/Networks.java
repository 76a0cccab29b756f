package org.dl4jlab.engine.support;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
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
