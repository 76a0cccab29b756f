package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.Lab.Reproduction;
import org.dl4jlab.training.testing.MadePictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Trainings that start from the weights of others, and runs that are remade from their folders alone. */
class PretrainedTest {

    @TempDir
    static Path folder;

    private static DataSource four;
    private static DataSource three;
    private static Lab lab;

    @BeforeAll
    static void draw() throws IOException {
        four = DataSource.of(ImageFolder.of(MadePictures.folder(folder.resolve("four"), MadePictures.SHAPES, 12, 1)));
        three = DataSource.of(
                ImageFolder.of(MadePictures.folder(folder.resolve("three"), MadePictures.SHAPES.subList(0, 3), 12, 2)));
        lab = Lab.in(
                folder.resolve("runs"), LabOptions.defaults().withDataStore(DataStore.open(folder.resolve("cache"))));
    }

    private static Run train(NetworkDefinition network, DataSource data, int epochs) throws IOException {
        return lab.train(Experiment.named("first").data(data).network(network).settings(settings(epochs)), Seed.of(1));
    }

    private static TrainingSettings settings(int epochs) {
        return TrainingSettings.of(epochs, 10).with(OptimizerSettings.adam(2e-3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple-cnn", "fast-cifar-net"})
    void frozenFirstLayersKeepTheirWeightsAndTheHeadIsNew(String name) throws IOException {
        Run first = train(Networks.byName(name), four, 1);
        Experiment second = Experiment.named("second")
                .data(three)
                .startingFrom(Pretrained.of(first))
                .settings(settings(1).with(FineTuningSettings.freeze(2)));
        Run run = lab.train(second, Seed.of(2));
        Model before = first.model();
        Model after = run.model();
        assertThat(run.classNames()).hasSize(3);
        Map<String, INDArray> old = before.paramTable();
        List<String> weights = after.paramTable().keySet().stream()
                .filter(key -> key.endsWith("_W"))
                .toList();
        for (int layer = 0; layer < weights.size() - 1; layer++) {
            boolean same = after.getParam(weights.get(layer)).equals(old.get(weights.get(layer)));
            // The whitening layer of FastCifarNet never learns.
            assertThat(same).as(weights.get(layer)).isEqualTo(layer < 2);
        }
        String head = weights.get(weights.size() - 1);
        assertThat(after.getParam(head).size(1)).isEqualTo(3);
        assertThat(old.get(head).size(1)).isEqualTo(4);
        before.close();
        after.close();
    }

    @Test
    void runningStatisticsOfFrozenLayersStayToo() throws IOException {
        Run first = train(Networks.CIFAR_NET_IMPROVED, four, 1);
        Run run = lab.train(
                Experiment.named("second")
                        .data(four)
                        .startingFrom(Pretrained.of(first))
                        .settings(settings(1).with(FineTuningSettings.freeze(1))),
                Seed.of(2));
        Model before = first.model();
        Model after = run.model();
        List<String> means = before.paramTable().keySet().stream()
                .filter(k -> k.endsWith("_mean"))
                .toList();
        assertThat(after.getParam(means.get(0))).isEqualTo(before.getParam(means.get(0)));
        assertThat(after.getParam(means.get(1))).isNotEqualTo(before.getParam(means.get(1)));
        before.close();
        after.close();
    }

    @Test
    void firstLayersMayLearnMoreSlowly() throws IOException {
        Run first = train(Networks.SIMPLE_CNN, four, 1);
        double whole = change(first, new FineTuningSettings(0, 0));
        double slowed = change(first, new FineTuningSettings(1, 0.1));
        assertThat(slowed).isBetween(0.02 * whole, 0.3 * whole);
    }

    /** How far the first convolution moves. */
    private static double change(Run first, FineTuningSettings chosen) throws IOException {
        Run run = lab.train(
                Experiment.named("second")
                        .data(four)
                        .startingFrom(Pretrained.of(first))
                        .settings(
                                settings(1).with(OptimizerSettings.sgd(0.01, 0)).with(chosen)),
                Seed.of(2));
        Model before = first.model();
        Model after = run.model();
        double moved =
                after.getParam("0_W").sub(before.getParam("0_W")).norm2Number().doubleValue();
        before.close();
        after.close();
        return moved;
    }

    @Test
    void aRunThatStartsFromAnotherIsReproducedFromItsFolderAlone() throws IOException {
        Run first = train(Networks.CIFAR_NET, four, 1);
        Run run = lab.train(
                Experiment.named("second")
                        .data(three)
                        .startingFrom(Pretrained.open(first.path().resolve("model.zip")))
                        .settings(settings(2)),
                Seed.of(3));
        Reproduction again = lab.reproduce(lab.open(run.path()));
        assertThat(again.numbers())
                .allMatch(check -> check.outcome() == Reproduction.Outcome.EQUAL, "equal to the last bit");
        assertThat(run.recipe().choices().get("start")).contains("model.zip");
    }

    @Test
    void weightsThatHaveChangedSinceAreNotTakenForTheOldOnes() throws IOException {
        Run first = train(Networks.SIMPLE_CNN, four, 1);
        Path copy = Files.copy(first.path().resolve("model.zip"), folder.resolve("changing.zip"));
        Run run = lab.train(
                Experiment.named("second")
                        .data(three)
                        .startingFrom(Pretrained.open(copy))
                        .settings(settings(1)),
                Seed.of(3));
        Run other = train(Networks.SIMPLE_CNN, four, 2);
        Files.copy(other.path().resolve("model.zip"), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> lab.reproduce(run))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("changing.zip")
                .hasMessageContaining("other weights");
    }

    @Test
    void aFileThatPlainDl4jWroteIsTakenUpWithItsOwnShape() throws IOException {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(1e-3))
                .l2(1e-4)
                .list(
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .build(),
                        new DenseLayer.Builder()
                                .nOut(16)
                                .activation(Activation.RELU)
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(7)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        Path file = folder.resolve("plain.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);
        Pretrained plain = Pretrained.open(file);
        Experiment experiment = Experiment.named("plain")
                .data(three)
                .startingFrom(plain)
                .settings(settings(1).with(FineTuningSettings.freeze(1)))
                .withFittingImages();
        Run run = lab.train(experiment, Seed.of(1));
        MultiLayerNetwork trained = (MultiLayerNetwork) run.model();
        assertThat(trained.getParam("0_W")).isEqualTo(network.getParam("0_W"));
        assertThat(trained.getParam("1_W")).isNotEqualTo(network.getParam("1_W"));
        assertThat(trained.layerSize(2)).isEqualTo(3);
        trained.close();
        Reproduction again = lab.reproduce(run);
        assertThat(again.equal()).isTrue();
    }

    @Test
    void aRunOfANetworkOfOnesOwnIsReproducedFromItsFolderAlone() throws IOException {
        MultiLayerConfiguration own = new NeuralNetConfiguration.Builder()
                .list(
                        new ConvolutionLayer.Builder(5, 5).nOut(3).stride(2, 2).build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(4)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build();
        Run run = train(NetworkDefinition.of("mine", own), four, 1);
        assertThat(lab.reproduce(lab.open(run.path())).equal()).isTrue();
    }

    @Test
    void imagesAreBroughtToTheShapeOfANetworkThatTakesNoOther() throws IOException {
        MultiLayerConfiguration own = new NeuralNetConfiguration.Builder()
                .list(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(3 * 8 * 8))
                .build();
        Experiment experiment = Experiment.named("eight")
                .data(org.dl4jlab.training.testing.MnistSlice.load())
                .network(NetworkDefinition.saved("eight", own, Optional.empty()))
                .settings(settings(1).withTestBatch(50));
        Run run = lab.train(experiment.withFittingImages(), Seed.of(1));
        assertThat(run.recipe().choices().get("images")).isNotNull();
        try (Classifier classifier = run.classifier()) {
            java.awt.image.BufferedImage digit = org.dl4jlab.data.image.PixelImages.of(
                    org.dl4jlab.training.testing.MnistSlice.load().test(), 0);
            Classification answer = classifier.classify(digit);
            float[] tested = run.evaluation().orElseThrow().predictions().get(0).probabilities();
            for (RankedClass ranked : answer.classes()) {
                assertThat(ranked.probability())
                        .isCloseTo(tested[ranked.index()], org.assertj.core.data.Offset.offset(1e-5f));
            }
        }
    }

    /** Kept, they would hold fast weights that nobody trained. */
    @Test
    void frozenLayersOfEitherKindAreNotTakenOver() {
        DenseLayer hidden = new DenseLayer.Builder().nOut(5).build();
        for (Layer frozen : List.of(new FrozenLayer(hidden), new FrozenLayerWithBackprop(hidden))) {
            MultiLayerConfiguration own = new NeuralNetConfiguration.Builder()
                    .list(
                            frozen,
                            new OutputLayer.Builder(LossFunction.MCXENT)
                                    .nOut(10)
                                    .activation(Activation.SOFTMAX)
                                    .build())
                    .setInputType(InputType.feedForward(3 * 8 * 8))
                    .build();

            NetworkDefinition taken = NetworkDefinition.saved("own", own, Optional.empty());

            assertThat(taken.description()).contains("frozen layers");
            var layers = (NetworkConfiguration.Sequential) taken.configure(taken.defaults());
            assertThat(layers.configuration().getConf(0).getLayer()).isExactlyInstanceOf(DenseLayer.class);
        }
    }

    @Test
    void whatIsNotTakenOverIsSaid() {
        MultiLayerConfiguration own = new NeuralNetConfiguration.Builder()
                .updater(new org.nd4j.linalg.learning.config.Adam(0.01))
                .l2(1e-4)
                .list(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(3 * 8 * 8))
                .build();
        assertThat(NetworkDefinition.saved("own", own, Optional.empty()).description())
                .endsWith("How it was trained (Adam, L2Regularization) is not taken over: the settings say how now.");
    }

    @Test
    void whatCannotFitIsRefusedInOneSentence() {
        assertThatThrownBy(() -> Pretrained.open(folder.resolve("nothing"))).hasMessageContaining("does not exist");
        Experiment random = Experiment.named("frozen")
                .data(three)
                .network(Networks.SIMPLE_CNN)
                .settings(settings(1).with(FineTuningSettings.freeze(1)));
        assertThatThrownBy(() -> lab.train(random, Seed.of(1)))
                .hasMessageContaining("firstLayersRate=0")
                .hasMessageContaining("startingFrom");
        Experiment all = random.settings(settings(1).with(new FineTuningSettings(4, 0.5)));
        assertThatThrownBy(() -> lab.train(all, Seed.of(1))).hasMessageContaining("use at most 3");
    }
}
