package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.Expectation;
import org.dl4jlab.training.Experiment;
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
 * {@link CifarVgg16} is the true VGG-16.
 *
 * <p>Data: CIFAR-10, all 50,000 training images, normalised with the lab's constants, shifted by up to 4 pixels over black
 * and flipped; nothing is chosen, so nothing is held out. Network: {@code Vgg}, 9.2 million parameters. Training: 10 epochs
 * of Adam, learning rate 0.001, batches of 128. Expected: at least 83 % of the test images right, in about half an hour.
 */
public final class CifarVgg11 implements Experiment {

    @Override
    public String name() {
        return "cifar-vgg11";
    }

    @Override
    public String question() {
        return "What does depth bring? VGG-11 with BatchNorm, trained with the recipe of the lab";
    }

    @Override
    public DataSetSpec dataSet() {
        return DataSets.CIFAR10;
    }

    @Override
    public NetworkDefinition network() {
        return Networks.VGG11_BN;
    }

    @Override
    public TrainingSettings settings() {
        return TrainingSettings.of(10, 128).with(OptimizerSettings.adam(1e-3)).with(AugmentationSettings.cropAndFlip());
    }

    @Override
    public Normalization normalization() {
        return CifarNormalizations.LAB;
    }

    @Override
    public Expectation expectation() {
        return new Expectation(0.81, 0.88, Duration.ofMinutes(30));
    }
}
