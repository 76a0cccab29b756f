package org.dl4jlab.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.FineTuningSettings;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Pretrained;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;

/** Goes on from the network of the run {@code runs/cifar-run} with the pictures of the folder that is named. */
public final class FineTune {

    private FineTune() {}

    public static void main(String[] args) throws IOException {
        Path pictures = Path.of(args[0]);
        Experiment mine = Experiment.named("mine")
                .data(ImageFolder.of(pictures))
                .startingFrom(Pretrained.open(Path.of("runs/cifar-run")))
                .settings(TrainingSettings.of(20, 32).with(FineTuningSettings.freeze(3)))
                .withFittingImages();
        Run run = Lab.in(Path.of("runs")).train(mine, Seed.of(1));
        System.out.printf("%.2f %%%n", 100 * run.result().orElseThrow().accuracy());
    }
}
