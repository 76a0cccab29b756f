package org.dl4jlab.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;

/** Trains a network on MNIST, which leaves a folder below {@code runs}, and asks it about the picture {@code seven.png}. */
public final class TrainDigits {

    private TrainDigits() {}

    public static void main(String[] args) throws IOException {
        Experiment digits = Experiment.named("digits")
                .data(DataSets.MNIST)
                .network(Networks.SIMPLE_CNN)
                .settings(TrainingSettings.defaults().withEpochs(3).withLearningRate(0.05));
        Run run = Lab.in(Path.of("runs")).train(digits, Seed.of(1));
        System.out.printf("%.2f %%%n", 100 * run.result().orElseThrow().accuracy());
        try (Classifier classifier = run.classifier()) {
            System.out.println(classifier.classify(Path.of("seven.png")).best().name());
        }
    }
}
