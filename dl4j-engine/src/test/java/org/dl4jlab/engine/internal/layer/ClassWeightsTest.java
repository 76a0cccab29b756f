package org.dl4jlab.engine.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Gradients;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Cross-entropy in which classes count differently, against DL4J in double precision. */
class ClassWeightsTest {

    private static final int CLASSES = 3;

    private static MultiLayerNetwork network(INDArray weights) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(6)
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(new LossMCXENT(weights))
                        .nIn(8)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** Soft labels, as MixUp and label smoothing make them; each row sums to 1. */
    private static DataSet batch(int size, boolean soft) {
        float[][] labels = new float[size][CLASSES];
        for (int i = 0; i < size; i++) {
            labels[i][i % CLASSES] = soft ? 0.75f : 1;
            labels[i][(i + 1) % CLASSES] += soft ? 0.25f : 0;
        }
        Random random = new Random(9);
        float[][] features = new float[size][6];
        for (float[] row : features) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return new DataSet(Nd4j.create(features), Nd4j.create(labels));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void lossAndGradientsAreThoseOfDl4j(int size) {
        for (boolean soft : new boolean[] {false, true}) {
            Gradients.assertSameAsDouble(network(Nd4j.createFromArray(0.2f, 1f, 5f)), batch(size, soft));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 3})
    void equalWeightsScaleTheGradient(float weight) {
        MultiLayerNetwork plain = Engine.accelerate(network(null));
        MultiLayerNetwork weighted = Engine.accelerate(network(Nd4j.createFromArray(weight, weight, weight)));
        DataSet batch = batch(32, true);
        plain.fit(batch);
        weighted.fit(batch);
        assertThat(Engine.fallbacks(weighted)).isEmpty();
        assertThat(weighted.score()).isBetween(plain.score() * weight - 1e-5, plain.score() * weight + 1e-5);
        INDArray difference =
                weighted.gradient().gradient().sub(plain.gradient().gradient().mul(weight));
        assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-6);
    }
}
