package org.dl4jlab.ui;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.ui.statistics.RunStatistics;
import org.dl4jlab.ui.statistics.StatisticsPlan;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A network small enough that a test can train it: 8 inputs, 6 hidden units, 3 classes. */
public final class SmallTraining {

    public static final int PARAMETERS = 8 * 6 + 6 + 6 * 3 + 3;

    private SmallTraining() {}

    public static MultiLayerNetwork network() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(8)
                        .nOut(6)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(6)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    public static DataSet batch() {
        var labels = Nd4j.zeros(16, 3);
        for (int i = 0; i < 16; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        return new DataSet(Nd4j.rand(16, 8), labels);
    }

    public static void train(MultiLayerNetwork network, int iterations) {
        DataSet batch = batch();
        for (int i = 0; i < iterations; i++) {
            network.fit(batch);
        }
    }

    /** A closed statistics file with one session of {@code iterations} records. */
    public static void writeStatistics(Path file, String session, int iterations) {
        try (RunStatistics statistics = RunStatistics.create(file, session, StatisticsPlan.everything(1))) {
            MultiLayerNetwork network = network();
            network.addListeners(statistics.listener());
            train(network, iterations);
        }
    }
}
