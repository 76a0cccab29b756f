package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.image.PixelImages;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Lab.Reproduction;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program writes, on the first thousand images of the real MNIST. */
class DoorTest {

    @TempDir
    Path folder;

    @Test
    void aProgramTrainsOpensAndAsksWithTypedValuesAlone() throws IOException {
        Experiment digits = Experiment.named("digits")
                .data(MnistSlice.load())
                .network(Networks.SIMPLE_CNN)
                .settings(TrainingSettings.defaults()
                        .withEpochs(3)
                        .withBatch(20)
                        .withLearningRate(0.05)
                        .withValidationFraction(0.1));
        Lab lab = Lab.in(folder.resolve("runs"));

        Run run = lab.train(digits, Seed.of(1));

        assertThat(run.status()).isEqualTo(RunStatus.DONE);
        assertThat(run.result().orElseThrow().accuracy()).isGreaterThan(0.7);
        assertThat(run.settings()).isEqualTo(digits.settings());
        assertThat(run.metrics())
                .hasSize(3)
                .allSatisfy(epoch ->
                        assertThat(epoch.validationAccuracy().orElseThrow()).isBetween(0.3, 1.0));
        assertThat(run.losses()).hasSize(3 * 45);
        assertThat(run.evaluation().orElseThrow().count()).isEqualTo(300);
        assertThat(run.model().numParams()).isEqualTo(6422);
        assertThat(lab.open(Path.of(run.name())).seed()).isEqualTo(Seed.of(1));
        assertThat(lab.runs()).extracting(Run::name).containsExactly(run.name());

        BufferedImage seven = PixelImages.of(MnistSlice.load().test(), 0);
        Path png = folder.resolve("seven.png");
        ImageIO.write(seven, "png", png.toFile());
        Path alone = Files.copy(run.path().resolve("model.zip"), folder.resolve("elsewhere.zip"));
        try (Classifier classifier = run.classifier();
                Classifier moved = Classifier.open(alone)) {
            Classification answer = classifier.classify(png);
            assertThat(answer.best().name()).isEqualTo("7");
            assertThat(moved.classify(Files.readAllBytes(png)).classes()).isEqualTo(answer.classes());
            assertThat(moved.experiment()).isEqualTo("digits");
            assertThat(moved.classNames()).hasSize(10);
        }
    }

    @Test
    void severalSeedsAreOneRecipeAndAnotherSettingIsAnother() throws IOException {
        Experiment fc = SliceExperiment.of("fc2layer", false);
        TrainingSettings once = fc.settings().withEpochs(1).withTrainImages(200);
        Lab lab = Lab.in(folder);
        List<Run> seeds = lab.train(fc, once, Seed.range(1, 2));
        Run faster = lab.train(fc, once.withLearningRate(0.04), Seed.of(1));
        Run plain = Lab.in(folder, LabOptions.defaults().withoutEngine()).train(fc, once, Seed.of(1));

        assertThat(seeds).extracting(Run::recipe).containsOnly(seeds.get(0).recipe());
        assertThat(faster.recipe()).isNotEqualTo(seeds.get(0).recipe());
        assertThat(plain.recipe()).isNotEqualTo(seeds.get(0).recipe());

        Reproduction again = lab.reproduce(fc, plain);
        assertThat(again.equal()).isTrue();
        assertThat(again.notes()).isEmpty();
        assertThat(again.repetition().recipe()).isEqualTo(plain.recipe());
    }

    @Test
    void aStoppedRunIsResumedByACall() throws IOException {
        Experiment fc = SliceExperiment.of("fc2layer", false);
        TrainingSettings settings = fc.settings().withEpochs(2);
        StopSignal.Switch stop = new StopSignal.Switch();
        RunListener tenth = new RunListener() {
            @Override
            public void step(int step, long images, double loss) {
                if (step == 10) {
                    stop.stop();
                }
            }
        };
        LabOptions options =
                LabOptions.defaults().withStop(stop).withListener(tenth).withExperiments(List.of(fc));
        Run stopped = Lab.in(folder, options).train(fc, settings, Seed.of(1));
        assertThat(stopped.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(stopped.result()).isEmpty();

        Lab lab = Lab.in(folder, LabOptions.defaults().withExperiments(List.of(fc)));
        Run resumed = lab.resume(stopped);

        assertThat(resumed.path()).isEqualTo(stopped.path());
        assertThat(resumed.losses())
                .isEqualTo(lab.train(fc, settings, Seed.of(1)).losses());
    }

    @Test
    void aTrainingWithoutAFolderGivesTheSameWeightsAsARun() throws IOException {
        Experiment cnn = SliceExperiment.of("simple-cnn", false);
        TrainingSettings settings = cnn.settings()
                .withEpochs(2)
                .withTrainImages(300)
                .withCrop(2)
                .withOptimizer(OptimizerSettings.Optimizer.ADAM)
                .withLearningRate(0.003)
                .withSchedule(ScheduleSettings.Schedule.COSINE)
                .withAveraging(AveragingSettings.Averaging.EMA)
                .withLabelSmoothing(0.1)
                .withValidationFraction(0.1)
                .withKeepBest(true)
                .withTestViews(TrainingSettings.TestViews.MIRROR);
        Run run = Lab.in(folder).train(cnn, settings, Seed.of(4));

        TrainedNetwork free = Training.of(Networks.SIMPLE_CNN, MnistSlice.load(), settings)
                .withSeed(Seed.of(4))
                .run();

        assertThat(free.losses()).isEqualTo(run.losses());
        assertThat(free.model().params()).isEqualTo(run.model().params());
        assertThat(free.test().orElseThrow().averageLoss())
                .isEqualTo(run.result().orElseThrow().averageLoss());
    }

    @Test
    void aNetworkOfOnesOwnIsTrainedAsTheSettingsSay() throws IOException {
        var own = Networks.SIMPLE_CNN.configure(Networks.SIMPLE_CNN.defaults().withSeed(99));
        var configuration = ((org.dl4jlab.models.registry.NetworkConfiguration.Sequential) own).configuration();
        TrainingSettings settings = SliceExperiment.of("simple-cnn", false)
                .settings()
                .withEpochs(1)
                .withTrainImages(100)
                .withWeightDecay(0.001);
        TrainedNetwork ours = Training.of(Networks.SIMPLE_CNN, MnistSlice.load().train(), settings)
                .withoutEngine()
                .run();
        TrainedNetwork theirs = Training.of(configuration, MnistSlice.load().train(), settings)
                .withoutEngine()
                .run();
        assertThat(theirs.losses()).isEqualTo(ours.losses());

        MultiLayerNetwork begun = new MultiLayerNetwork(configuration.clone());
        begun.init();
        float first =
                Training.of(begun, MnistSlice.load().train(), settings).run().losses()[0];
        assertThat(first).isNotEqualTo(ours.losses()[0]).isBetween(2f, 3f);

        Path file = folder.resolve("own.zip");
        theirs.save(file);
        try (Classifier asked = Classifier.open(file);
                Classifier shared = theirs.classifier()) {
            BufferedImage digit = PixelImages.of(MnistSlice.load().test(), 5);
            assertThat(asked.classify(digit).best().index())
                    .isEqualTo(shared.classify(digit).best().index());
        }
    }

    @Test
    void whatIsMissingOrUnfitIsRefusedByNameAndLeavesNothing() {
        Experiment fc = SliceExperiment.of("fc2layer", false);
        Lab lab = Lab.in(folder);

        assertThatThrownBy(() -> lab.train(Experiment.named("empty"), Seed.of(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'empty' has no data");
        assertThatThrownBy(() -> lab.train(fc, fc.settings().withKeepBest(true), Seed.of(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("validationFraction is 0");
        assertThatThrownBy(() -> lab.experiment("no-such"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no experiment 'no-such'");
        assertThatThrownBy(() -> Training.of(
                                Networks.SIMPLE_CNN,
                                MnistSlice.load().train(),
                                fc.settings().withTestImages(5))
                        .run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'testImages' asks for 5 images");
        assertThatThrownBy(() -> Experiment.named("../out")).isInstanceOf(InvalidInputException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
