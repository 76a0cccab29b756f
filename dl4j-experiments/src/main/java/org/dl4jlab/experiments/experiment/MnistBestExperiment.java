package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.AveragingSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;

/**
 * How far does the lab's small convolutional network go when it is trained well?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run mnist-best"
 * </pre>
 *
 * Data: MNIST, moved by up to a pixel and turned by up to 8 degrees. Network: {@code SimpleCnn} with 6 feature maps and 6,422
 * parameters, as in {@link MnistCnnExperiment}. Training: 30 epochs of Adam, beta 1 of 0.5, in one cycle up to learning rate 0.006, batches of
 * 128, a moving average of the weights. The recipe was chosen by accuracy on 9,000 held-out training images. Expected: about
 * 99 % of the test digits right, in a minute or two.
 */
public final class MnistBestExperiment {

    public static final Experiment EXPERIMENT = Experiment.named("mnist-best")
            .question("How far does a network with fewer than 6,500 parameters go on MNIST?")
            .data(DataSets.MNIST)
            .network(Networks.SIMPLE_CNN)
            .settings(TrainingSettings.of(30, 128)
                    .with(OptimizerSettings.adam(0.006).withMomentum(0.5))
                    .with(ScheduleSettings.oneCycle(0.2, 0.25, 0))
                    .with(AveragingSettings.ema(0.999))
                    .with(AugmentationSettings.none().withCrop(1).withRotation(8)))
            .expectation(new Expectation(0.985, 0.996, Duration.ofMinutes(2)));

    private MnistBestExperiment() {}
}
