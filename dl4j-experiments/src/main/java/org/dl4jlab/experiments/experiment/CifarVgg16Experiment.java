package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;

/**
 * How good does the true VGG-16 get in few epochs of a modern recipe?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run cifar-vgg16"
 * </pre>
 *
 * Data: CIFAR-10, all 50,000 training images, normalised by each channel's mean and deviation, moved by up to 4 pixels over
 * their own reflection, every second epoch mirrored; nothing is chosen, so nothing is held out. Network: {@code Vgg} with 13
 * convolutions and BatchNorm, 14.7 million parameters. Training: 12 epochs of SGD with Nesterov momentum 0.9 in one cycle
 * up to learning rate 0.1, weight decay 0.001, label smoothing 0.1, batches of 128. Test: the mean of six views. Expected:
 * about 91 % of the test images right, in about 70 minutes.
 *
 * <p>The weight decay is twice the usual 0.0005, because so few steps leave it less time to act.
 */
public final class CifarVgg16Experiment {

    public static final Experiment EXPERIMENT = Experiment.named("cifar-vgg16")
            .question("How good does the true VGG-16 get in twelve epochs of SGD in one cycle?")
            .data(DataSets.CIFAR10)
            .network(Networks.VGG16_BN)
            .settings(TrainingSettings.of(12, 128)
                    .with(OptimizerSettings.nesterov(0.1, 0.9, 0.001))
                    .with(ScheduleSettings.oneCycle(0.1, 0.25, 0.01))
                    .withCrop(4)
                    .withBorder(PadAndCrop.Border.REFLECT)
                    .withFlip(AugmentationSettings.Flip.ALTERNATING)
                    .withTestViews(TrainingSettings.TestViews.MIRROR_SHIFT)
                    .withLabelSmoothing(0.1))
            .expectation(new Expectation(0.89, 0.94, Duration.ofMinutes(75)));

    private CifarVgg16Experiment() {}
}
