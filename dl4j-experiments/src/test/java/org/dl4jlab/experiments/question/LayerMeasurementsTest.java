package org.dl4jlab.experiments.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.content.Diagram;
import org.dl4jlab.experiments.ask.content.SeedDiagram;
import org.dl4jlab.experiments.ask.content.WaterfallDiagram;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainedNetwork;
import org.dl4jlab.training.Training;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** What questions measure besides the numbers of their runs. */
class LayerMeasurementsTest {

    private static final ImageView VIEW = ImageView.all(new ImageSet(
            new ImageShape(1, 2, 2), List.of("a", "b"), new byte[] {0, 10, 20, 30, 40, 50, 60, 70}, new byte[] {0, 1}));

    @BeforeAll
    static void load() {
        NativeRuntime.load();
    }

    @Test
    void aOneByOneConvolutionIsADenseLayerAtEveryPixel() {
        PixelwiseLayers layers = PixelwiseLayers.measure();

        assertThat(layers.sameOnOnePixel())
                .as(layers.onePixelFigures().english())
                .isTrue();
        assertThat(layers.convolutionFollowsPixels())
                .as(layers.permutationFigures().english())
                .isTrue();
        assertThat(layers.denseDoesNot()).isTrue();
    }

    @Test
    void aUnitIsDeadIfItIsPositiveOnNoImage() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list(
                        new DenseLayer.Builder()
                                .nOut(3)
                                .activation(Activation.RELU)
                                .build(),
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(2, 2, 1))
                .build());
        network.init();
        network.getLayer(0).getParam("W").assign(0);
        network.getLayer(0).getParam("W").putScalar(3, 0, 1);
        network.getLayer(0).getParam("b").putScalar(1, -1);
        // Positive on the second image alone: its last pixel is 70 / 255.
        network.getLayer(0).getParam("b").putScalar(0, -0.2);
        network.getLayer(0).getParam("b").putScalar(2, 1);

        Map<String, boolean[]> alive = DeadUnits.alive(network, VIEW, Normalization.identity(1));

        assertThat(alive.values()).containsExactly(new boolean[] {true, false, true});
    }

    @Test
    void aFeatureMapIsDeadIfItIsPositiveAtNoPixel() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .addLayer(
                        "conv",
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "input")
                .addLayer(
                        "act",
                        new ActivationLayer.Builder()
                                .activation(Activation.LEAKYRELU)
                                .build(),
                        "conv")
                .addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "act")
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(2, 2, 1))
                .build());
        network.init();
        network.getLayer("conv").getParam("W").assign(1);
        network.getLayer("conv").getParam("b").putScalar(0, -0.2);
        network.getLayer("conv").getParam("b").putScalar(1, -0.3);

        Map<String, boolean[]> alive = DeadUnits.alive(network, VIEW, Normalization.identity(1));

        assertThat(alive).containsOnlyKeys("act");
        assertThat(alive.get("act")).containsExactly(true, false);
    }

    @Test
    void gradientsDuringTrainingAreThoseOfTheRunsOwnWeights() {
        byte[] pixels = new byte[64 * 3 * 32 * 32];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[64];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 2);
        }
        Normalization normalization = Normalization.identity(3);
        NetworkDefinition network = NetworkDefinition.of(
                "network",
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("input")
                        .addLayer("first", convolution(), "input")
                        .addLayer("last", convolution(), "first")
                        .addLayer("output", new OutputLayer.Builder().nOut(10).build(), "last")
                        .setOutputs("output")
                        .setInputTypes(InputType.convolutional(32, 32, 3))
                        .build());
        TrainingSettings settings = TrainingSettings.of(2, 32);
        ImageSet images = new ImageSet(new ImageShape(3, 32, 32), DataSets.CIFAR10.classNames(), pixels, labels);
        TrainedNetwork trained = Training.of(network, images, settings)
                .withNormalization(normalization)
                .withSeed(Seed.of(5))
                .run();
        LoadedData data = new LoadedData(
                DataSets.CIFAR10,
                images,
                new ImageSet(new ImageShape(3, 32, 32), DataSets.CIFAR10.classNames(), new byte[0], new byte[0]),
                Map.of());
        Experiment experiment =
                Experiment.named("residual-test").data(data).network(network).settings(settings.withTestImages(8));

        List<LayerGradients> epochs =
                LayerGradients.duringTraining(LocalizedText.same("network"), experiment, data, normalization, 5);

        assertThat(epochs).hasSize(3);
        assertThat(epochs.get(0).bySeed().get(5L))
                .containsExactly(
                        LayerGradients.atStart(LocalizedText.same(""), experiment, data, normalization, List.of(5L))
                                .bySeed()
                                .get(5L));
        // The trained network computes on the engine, the copies on DL4J's layers.
        assertThat(epochs.get(2).bySeed().get(5L))
                .usingComparatorWithPrecision(1e-5)
                .containsExactly(LayerGradients.measure((ComputationGraph) trained.model(), data, normalization));
        assertThat(epochs.get(1).bySeed().get(5L))
                .isNotEqualTo(epochs.get(2).bySeed().get(5L));
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(4, 4)
                .stride(4, 4)
                .nOut(4)
                .activation(Activation.TANH)
                .build();
    }

    /** Two seeds, 1 apart: the mean's interval is 12.7 times as wide as half of that. */
    @Test
    void theIntervalOfFewSeedsIsDrawnWhole() {
        Metric metric = Metric.number(LocalizedText.same("value"), 1, run -> 0);
        Sample sample = new Sample(LocalizedText.same("a"), metric, new TreeMap<>(Map.of(1L, 10.0, 2L, 11.0)), 0);
        for (Diagram.Layout layout : Diagram.Layout.values()) {
            String svg = new SeedDiagram(List.of(sample)).svg(Language.EN, layout);
            Matcher bar = Pattern.compile("<rect class=\"bar s0\" x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"")
                    .matcher(svg);
            assertThat(bar.find()).as(svg).isTrue();
            double left = Double.parseDouble(bar.group(1));
            double right = left + Double.parseDouble(bar.group(2));
            assertThat(left).isGreaterThan(20);
            assertThat(right).isLessThan(layout.width() - 20);
            Matcher dots = Pattern.compile("cx=\"([0-9.]+)\"").matcher(svg);
            List<Double> places = dots.results()
                    .map(dot -> Double.parseDouble(dot.group(1)))
                    .sorted()
                    .toList();
            assertThat((right - left) / (places.get(1) - places.get(0))).isCloseTo(12.706, within(0.2));
        }
    }

    @Test
    void aShortLogarithmicAxisHasMarksBetweenThePowersOfTen() {
        Diagram curve = new CurveDiagram(
                List.of(CurveDiagram.Curve.of(LocalizedText.same("a"), new double[] {8, 64}, new double[] {0.3, 2.2})),
                LocalizedText.same("x"),
                LocalizedText.same("y"),
                true,
                true);

        assertThat(curve.svg(Language.EN, Diagram.Layout.WIDE))
                .contains(">0.5<", ">1<", ">2<")
                .doesNotContain(">5<");
    }

    @Test
    void wholeNumbersHaveWholeMarks() {
        Diagram shifts = new CurveDiagram(
                List.of(CurveDiagram.Curve.of(
                        LocalizedText.same("a"), new double[] {0, 1, 2, 3}, new double[] {90, 80, 70, 60})),
                LocalizedText.same("pixels"),
                LocalizedText.same("y"),
                false,
                false);

        assertThat(shifts.svg(Language.EN, Diagram.Layout.WIDE))
                .contains(">0<", ">1<", ">2<", ">3<")
                .doesNotContain(">0.5<", ">1.0<", ">2.5<");
    }

    @Test
    void diagramsHoldTheirNumbersInBothWidthsAndLanguages() {
        Diagram curves = new CurveDiagram(
                List.of(CurveDiagram.Curve.of(
                        new LocalizedText("<a>", "甲"), new double[] {8, 64}, new double[] {0.5, Double.NaN})),
                new LocalizedText("batch & more", "批"),
                new LocalizedText("noise", "噪声"),
                true,
                true);
        Diagram steps = new WaterfallDiagram(
                new LocalizedText("accuracy", "准确率"),
                List.of(
                        new WaterfallDiagram.Step(LocalizedText.same("one"), 60, 1),
                        new WaterfallDiagram.Step(LocalizedText.same("two"), 58.25, 0)),
                2);
        for (Diagram.Layout layout : Diagram.Layout.values()) {
            assertThat(curves.svg(Language.EN, layout))
                    .startsWith("<svg class=\"diagram\" viewBox=\"0 0 " + layout.width())
                    .contains("&lt;a&gt;", "batch &amp; more", ">8<", ">64<")
                    .doesNotContain("NaN", "Infinity", "<a>");
            assertThat(curves.svg(Language.ZH, layout)).contains("甲", "噪声");
            assertThat(steps.svg(Language.EN, layout)).contains("60.00", "-1.75 → 58.25", "bar down");
        }
    }
}
