package org.dl4jlab.experiments.question;

import static org.assertj.core.api.Assertions.assertThat;
<<<<<<< HEAD
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

/** What questions measure on networks, against numbers by hand. */
class MeasurementsTest {

    @Test
    void aSmoothFunctionHasAgreeingSlopesAndARandomWalkHasNot() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] values = new float[400][2];
        float walk = 0;
        for (int i = 0; i < values.length; i++) {
            values[i][0] = (float) Math.sin(i / 20.0);
            walk += random.nextDouble(-1, 1);
            values[i][1] = walk;
        }
        assertThat(GradientCorrelation.correlation(values, 0)).isGreaterThan(0.98);
        assertThat(GradientCorrelation.correlation(values, 1)).isBetween(-0.15, 0.15);
    }

    /** Slopes 1, -1, 1, -1 about their mean 0: three products of -1 over four squares. */
    @Test
    void slopesThatTurnRoundAreCorrelatedNegatively() {
        float[][] zigzag = {{0}, {1}, {0}, {1}, {0}};
        assertThat(GradientCorrelation.correlation(zigzag, 0)).isCloseTo(-0.75, within(1e-12));
    }

    @Test
    void anImageMovesAndBlackMovesIn() {
        ImageShape shape = new ImageShape(1, 2, 3);
        ImageSet set = new ImageSet(shape, List.of("a", "b"), new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {1});
        assertThat(ShiftedImages.shifted(set, 9, 1, 0).image(0)).containsExactly(0, 1, 2, 0, 4, 5);
        assertThat(ShiftedImages.shifted(set, 9, -1, 0).image(0)).containsExactly(2, 3, 0, 5, 6, 0);
        assertThat(ShiftedImages.shifted(set, 9, 0, 1).image(0)).containsExactly(0, 0, 0, 1, 2, 3);
        assertThat(ShiftedImages.shifted(set, 9, 0, -2).image(0)).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(ShiftedImages.shifted(set, 9, 0, 0).label(0)).isEqualTo(1);
    }

    /** A step from -1 to 1 answers an edge alone, an even filter an even surface as strongly as half of it twice. */
    @Test
    void anEdgeFilterAnswersEdgesAndAnEvenOneDoesNot() {
        float[][] edge = new float[5][5];
        float[][] even = new float[5][5];
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 5; x++) {
                edge[y][x] = Integer.signum(x - 2);
                even[y][x] = 1;
            }
        }
        assertThat(FirstFilters.edgeShare(new float[][][] {edge})).isEqualTo(1);
        assertThat(FirstFilters.edgeShare(new float[][][] {even})).isLessThan(0.2);
        assertThat(FirstFilters.likeness(new float[][][] {edge})).isGreaterThan(0.7);
    }

    @Test
    void weightsThatAlternateAreUnlike() {
        float[][] board = new float[4][4];
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                board[y][x] = (x + y) % 2;
            }
        }
        assertThat(FirstFilters.likeness(new float[][][] {board})).isCloseTo(-1, within(1e-9));
=======

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.content.Diagram;
import org.dl4jlab.experiments.ask.content.WaterfallDiagram;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** What questions measure besides the numbers of their runs. */
class MeasurementsTest {

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
>>>>>>> c576cae (ask: narrower quick answers, and tests of what questions measure)
    }
}
