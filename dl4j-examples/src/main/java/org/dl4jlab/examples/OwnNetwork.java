package org.dl4jlab.examples;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.training.OptimizerSettings.Optimizer;
import org.dl4jlab.training.ScheduleSettings.Schedule;
import org.dl4jlab.training.TrainedNetwork;
import org.dl4jlab.training.Training;
import org.dl4jlab.training.TrainingSettings;
import org.nd4j.linalg.activations.Activation;

/** Trains a network of one's own, without a run folder, and saves it. */
public final class OwnNetwork {

    private OwnNetwork() {}

    public static void main(String[] args) {
        MultiLayerConfiguration network = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build();
        TrainingSettings settings = TrainingSettings.defaults()
                .withEpochs(5)
                .withOptimizer(Optimizer.ADAM)
                .withLearningRate(0.001)
                .withSchedule(Schedule.COSINE);

        LoadedData mnist = DataStore.standard().load(DataSets.MNIST);
        TrainedNetwork trained = Training.of(network, mnist.train(), settings)
                .withTest(mnist.test())
                .withListener(new EpochLines())
                .run();

        System.out.printf("%.2f %%%n", 100 * trained.test().orElseThrow().accuracy());
        trained.save(Path.of("own-network.zip"));
    }
}
