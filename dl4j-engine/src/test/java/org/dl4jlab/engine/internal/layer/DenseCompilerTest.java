package org.dl4jlab.engine.internal.layer;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class DenseCompilerTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void gradientsOfDenseLayersEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(Networks.fc2layer(new Sgd(0.01)), Data.batch(1, batch, 784));
    }

    /** The input is flattened first, so the layer reads a view of the batch, which lies elsewhere at each step. */
    @Test
    void aDenseLayerOnImagesReadsThemWhereTheyLie() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list(
                        new DenseLayer.Builder()
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build(),
                        new OutputLayer.Builder()
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(6, 5, 2))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        Gradients.assertSameAsDouble(network, Data.batch(1, 7, 2, 6, 5));
        Gradients.assertSameAsDouble(network, Data.batch(2, 7, 2, 6, 5));
    }
}
