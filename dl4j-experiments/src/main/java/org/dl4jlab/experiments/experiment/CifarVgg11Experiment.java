package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.TrainingSettings;

/**
 * What does depth bring? VGG-11 with BatchNorm, trained as in the lab.
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run cifar-vgg11"
 * </pre>
 *
 * The lab calls this list of layers "VGG16"; it has eight convolutions and is VGG-11. Its classifier
 * {@code Linear(2048, 10)} cannot run, because five poolings leave 512 features of a 32x32 image; here it has 512 inputs.
 * {@link CifarVgg16Experiment} is the true VGG-16.
 *
 * <p>Data: CIFAR-10, all 50,000 training images, normalised with the lab's constants, shifted by up to 4 pixels over black
 * and flipped; nothing is chosen, so nothing is held out. Network: {@code Vgg}, 9.2 million parameters. Training: 10 epochs
 * of Adam, learning rate 0.001, batches of 128. Expected: at least 83 % of the test images right, in about half an hour.
 */
public final class CifarVgg11Experiment {

    public static final Experiment EXPERIMENT = Experiment.named("cifar-vgg11")
            .question("What does depth bring? VGG-11 with BatchNorm, trained with the recipe of the lab")
            .data(DataSets.CIFAR10)
            .network(Networks.VGG11_BN)
            .settings(TrainingSettings.of(10, 128)
                    .with(OptimizerSettings.adam(1e-3))
                    .with(AugmentationSettings.cropAndFlip()))
            .normalization(CifarNormalizations.LAB)
            .expectation(new Expectation(0.81, 0.88, Duration.ofMinutes(30)));

    private CifarVgg11Experiment() {}
}
