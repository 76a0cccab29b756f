package org.dl4jlab.experiments.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.TrainingSettings;
import org.junit.jupiter.api.Test;

class ExperimentsTest {

    private static final Lab LAB = Lab.in(Path.of("runs"));

    @Test
    void everyExperimentIsFoundByItsOwnName() {
        assertThat(LAB.experiments())
                .extracting(Experiment::name)
                .doesNotHaveDuplicates()
                .startsWith("mnist-fc", "mnist-cnn", "mnist-fc-permuted", "mnist-cnn-permuted")
                .allSatisfy(name -> assertThat(LAB.experiment(name).name()).isEqualTo(name));
    }

    @Test
    void theMnistLabTrainsAsTheLabDid() {
        assertThat(LAB.experiments().subList(0, 4)).allSatisfy(experiment -> {
            TrainingSettings settings = experiment.settings();
            assertThat(settings.epochs()).isEqualTo(1);
            assertThat(settings.batch()).isEqualTo(64);
            assertThat(settings.testBatch()).isEqualTo(1000);
            assertThat(settings.learningRate()).isEqualTo(0.01);
            assertThat(settings.optimization().momentum()).isEqualTo(0.5);
            assertThat(settings.logEvery()).isEqualTo(100);
            assertThat(settings.validationFraction()).isZero();
            assertThat(experiment
                            .data()
                            .description()
                            .orElseThrow()
                            .normalization()
                            .mean(0))
                    .isEqualTo(0.1307f);
            assertThat(experiment
                            .data()
                            .description()
                            .orElseThrow()
                            .normalization()
                            .std(0))
                    .isEqualTo(0.3081f);
        });
    }

    @Test
    void aMistypedNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> LAB.experiment("mnist-cn"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("There is no experiment 'mnist-cn'. Did you mean 'mnist-cnn'? Known: mnist-fc, mnist-cnn, "
                        + "mnist-fc-permuted, mnist-cnn-permuted, mnist-best, cifar-net, cifar-net-improved, cifar-vgg11, "
                        + "cifar-vgg16, cifar-resnet18, cifar-best.");
    }
}
