package org.dl4jlab.examples;

import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a network of DL4J, on random numbers, with one call more than usual. */
public final class AccelerateNetwork {

    private AccelerateNetwork() {}

    public static void main(String[] args) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(20)
                        .nOut(32)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(32)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        DataSet batch = new DataSet(Nd4j.rand(64, 20), Nd4j.eye(2).repeat(0, 32));
        DataSetIterator batches = new ListDataSetIterator<>(List.of(batch), 64);

        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        network = Engine.accelerate(network); // or a ComputationGraph
        network.fit(batches); // everything else as ever
        Engine.fallbacks(network); // what did not run on plans, and why: empty is good

        System.out.println("score " + network.score() + ", fallbacks " + Engine.fallbacks(network));
    }
}
