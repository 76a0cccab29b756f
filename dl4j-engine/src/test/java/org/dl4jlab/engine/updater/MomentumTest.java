package org.dl4jlab.engine.updater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class MomentumTest {

    @Test
    void followsTheRuleOfClassicalMomentum() {
        // By hand, learning rate 0.1, momentum 0.5: v = 2, then 0.5*2 - 1 = 0, then 0.5*0 + 4 = 4.
        INDArray state = Nd4j.zeros(1, 1);
        var updater = new Momentum(0.1, 0.5).instantiate(state, true);
        double[] gradients = {2, -1, 4};
        double[] updates = {0.2, 0, 0.4};
        for (int i = 0; i < gradients.length; i++) {
            INDArray gradient = Nd4j.createFromArray(new float[][] {{(float) gradients[i]}});
            updater.applyUpdater(gradient, i, 0);
            assertThat(gradient.getDouble(0)).as("update %d", i).isCloseTo(updates[i], within(1e-6));
        }
    }

    @Test
    void stepsOfANetworkAreLearningRateTimesVelocity() {
        INDArray input = input();
        INDArray labels = Nd4j.zeros(8, 3);
        for (int i = 0; i < 8; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        MultiLayerNetwork network = network();
        INDArray expected = network.params().reshape(-1).dup();
        INDArray velocity = Nd4j.zerosLike(expected);
        for (int step = 0; step < 5; step++) {
            MultiLayerNetwork probe = network();
            probe.setParams(expected);
            probe.setInput(input);
            probe.setLabels(labels);
            probe.computeGradientAndScore();
            // DL4J sums gradients over the batch here and divides in its updater.
            velocity.muli(0.9).addi(probe.getFlattenedGradients().reshape(-1).div(8));
            expected.subi(velocity.mul(0.1));
            network.fit(input, labels);
        }
        assertThat(network.params().reshape(-1).sub(expected).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        assertThat(network.params().sub(network().params()).amaxNumber().doubleValue())
                .as("the network moved")
                .isGreaterThan(1e-2);
    }

    @Test
    void savedAndRestoredTrainingGoesOnAsIfNeverStopped(@TempDir Path folder) throws IOException {
        INDArray input = input();
        INDArray labels = Nd4j.zeros(8, 3);
        labels.getColumn(1).assign(1);
        MultiLayerNetwork network = network();
        network.fit(input, labels);
        File file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);

        assertThat(restored.getLayerWiseConfigurations().getConf(0).getLayer())
                .isEqualTo(network.getLayerWiseConfigurations().getConf(0).getLayer());
        network.fit(input, labels);
        restored.fit(input, labels);
        assertThat(restored.params()).isEqualTo(network.params());
    }

    @Test
    void refusesAMomentumThatNeverForgets() {
        assertThatThrownBy(() -> new Momentum(0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0, 1)");
    }

    private static INDArray input() {
        Random random = new Random(7);
        float[][] rows = new float[8][5];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat();
            }
        }
        return Nd4j.createFromArray(rows);
    }

    private static MultiLayerNetwork network() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Momentum(0.1, 0.9))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(5)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
