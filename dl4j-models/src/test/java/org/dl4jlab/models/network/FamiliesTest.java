package org.dl4jlab.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jlab.models.initialization.NetworkInitializer;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.summary.LayerSummary;
import org.dl4jlab.models.summary.NetworkSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FamiliesTest {

    private static final NetworkOptions MNIST = NetworkOptions.of(InputShape.MNIST, 10);
    private static final NetworkOptions CIFAR = NetworkOptions.of(InputShape.CIFAR, 10);

    // conv 26n, conv 25n^2 + n, dense 50 * 16n + 50, output 510
    @ParameterizedTest
    @CsvSource({"1, 1412", "6, 6422", "20, 27100"})
    void simpleCnnTakesAnyNumberOfFeatureMaps(int maps, long parameters) {
        NetworkSummary summary = NetworkSummary.of(
                SimpleCnn.configure(new SimpleCnn.Options(MNIST, maps, 50)),
                MNIST.input().asImage());
        assertThat(summary.parameters()).isEqualTo(parameters);
    }

    /** 20 layers: 19 convolutions and the classifier. Each convolution's bias takes the place of BatchNorm's two parameters. */
    @Test
    void aResidualNetworkWithoutBatchNormHasBiasesInstead() {
        ComputationGraph network = NetworkInitializer.initialize(
                ResNet.configure(ResNet.Options.resNet20(CIFAR).withoutBatchNorm()));
        long maps = 7 * 16 + 6 * 32 + 6 * 64;
        assertThat(network.numParams()).isEqualTo(269_722 - 2 * maps + maps);
        assertThat(network.paramTable().keySet()).noneMatch(name -> name.endsWith("_gamma"));
        assertThat(network.getVertex("stage1-block1-conv1")).isNotNull();
    }

    /**
     * By hand, without any step: convolutions 456 and 2,416, dense 123,000, 10,164 and 850. With all: convolutions without bias 324,
     * two of 1,296, 3,456 and two of 9,216, scale and shift 72 and 192, classifier 330.
     */
    @Test
    void theLadderCountsAsByHand() {
        NetworkSummary bottom = ladder(new CifarNetLadder.Options(CIFAR, false, false, false, false, 0, 1));
        assertThat(bottom.parameters()).isEqualTo(136_886);
        assertThat(bottom.multiplyAdds()).isEqualTo(460_800 + 614_400 + 122_880 + 10_080 + 840);
        NetworkSummary top = ladder(new CifarNetLadder.Options(CIFAR, true, true, true, true, 1, 2));
        assertThat(top.parameters()).isEqualTo(25_398);
        assertThat(top.multiplyAdds()).isEqualTo(331_776 + 2_654_208 + 884_736 + 4_718_592 + 320);
    }

    private static NetworkSummary ladder(CifarNetLadder.Options options) {
        return NetworkSummary.of(
                CifarNetLadder.configure(options), options.network().input().asImage());
    }

    /** The last maps are 64 of 8x8 pixels: 640 weights and 10 biases at every pixel or after pooling, 40,970 on all of them. */
    @ParameterizedTest
    @CsvSource({"POOLING_DENSE, 52554, 640", "CONVOLUTION_POOLING, 52554, 40960", "FLATTEN_DENSE, 92874, 40960"})
    void headsCountAsByHand(ImprovedCifarNet.Head head, long parameters, long multiplyAddsOfHead) {
        NetworkSummary summary = NetworkSummary.of(
                ImprovedCifarNet.configure(ImprovedCifarNet.Options.of(CIFAR).withHead(head)),
                CIFAR.input().asImage());
        assertThat(summary.parameters()).isEqualTo(parameters);
        assertThat(summary.layers().stream()
                        .filter(layer ->
                                layer.name().equals("output") || layer.name().equals("classifier"))
                        .mapToLong(LayerSummary::multiplyAdds)
                        .sum())
                .isEqualTo(multiplyAddsOfHead);
    }

    @Test
    void convolutionsBeforeBatchNormHaveNoBiasAndOthersDo() {
        MultiLayerConfiguration improved = ImprovedCifarNet.configure(ImprovedCifarNet.Options.of(CIFAR));
        MultiLayerConfiguration vgg = Vgg.configure(Vgg.Options.of(CIFAR, Vgg.Depth.VGG13, true));
        for (MultiLayerConfiguration network : List.of(improved, vgg)) {
            for (int i = 0; i < network.getConfs().size(); i++) {
                if (network.getConf(i).getLayer() instanceof ConvolutionLayer convolution) {
                    assertThat(convolution.hasBias()).isFalse();
                    assertThat(network.getConf(i + 1).getLayer()).isInstanceOf(BatchNormalization.class);
                }
            }
        }
        assertThat(Vgg.configure(Vgg.Options.of(CIFAR, Vgg.Depth.VGG13, false)).getConfs())
                .noneMatch(conf -> conf.getLayer() instanceof BatchNormalization)
                .filteredOn(conf -> conf.getLayer() instanceof ConvolutionLayer)
                .hasSize(10)
                .allMatch(conf -> ((ConvolutionLayer) conf.getLayer()).hasBias());
    }

    @ParameterizedTest
    @CsvSource({"VGG11, 8", "VGG13, 10", "VGG16, 13", "VGG19, 16"})
    void vggHasAsManyConvolutionsAsItsNumberSaysLessThreeDenseLayers(Vgg.Depth depth, int convolutions) {
        assertThat(Vgg.configure(Vgg.Options.of(CIFAR, depth, true)).getConfs())
                .filteredOn(conf -> conf.getLayer() instanceof ConvolutionLayer)
                .hasSize(convolutions);
    }

    @Test
    void vggAveragesWhatIsLeftOfALargerImage() {
        NetworkOptions larger = CIFAR.withInput(new InputShape(3, 64, 96));
        MultiLayerConfiguration network = Vgg.configure(Vgg.Options.of(larger, Vgg.Depth.VGG11, true));
        assertThat(network.getConfs()).anyMatch(conf -> conf.getLayer() instanceof GlobalPoolingLayer);
        NetworkSummary summary = NetworkSummary.of(network, larger.input().asImage());
        assertThat(summary.parameters()).isEqualTo(9_228_362);
        assertThat(summary.layers()).extracting("outputShape").contains(List.of(512L, 2L, 3L), List.of(512L));
    }

    @Test
    void zeroPaddingShortcutKeepsEverySecondPixelAndAddsEmptyMaps() {
        ComputationGraph network = NetworkInitializer.initialize(ResNet.configure(new ResNet.Options(
                CIFAR.withInput(new InputShape(3, 8, 8)), List.of(1, 1), 4, ResNet.Shortcut.ZERO_PADDING)));
        Nd4j.getRandom().setSeed(4);
        Map<String, INDArray> activations = network.feedForward(Nd4j.randn(DataType.FLOAT, 2, 3, 8, 8), false);
        INDArray input = activations.get("stage1-block1-act2");
        INDArray shortcut = activations.get("stage2-block1-shortcut");
        assertThat(input.shape()).containsExactly(2, 4, 8, 8);
        assertThat(shortcut.shape()).containsExactly(2, 8, 4, 4);
        assertThat(shortcut.get(
                        NDArrayIndex.all(), NDArrayIndex.interval(0, 4), NDArrayIndex.all(), NDArrayIndex.all()))
                .isEqualTo(input.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, 2, 8),
                        NDArrayIndex.interval(0, 2, 8)));
        assertThat(shortcut.get(NDArrayIndex.all(), NDArrayIndex.interval(4, 8), NDArrayIndex.all(), NDArrayIndex.all())
                        .amaxNumber()
                        .doubleValue())
                .isZero();
        assertThat(input.amaxNumber().doubleValue()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"ZERO_PADDING, 9", "PROJECTION, 9", "NONE, 0"})
    void everyBlockOfResNet20AddsItsInputUnlessItIsPlain(ResNet.Shortcut shortcut, int additions) {
        ComputationGraphConfiguration network =
                ResNet.configure(ResNet.Options.resNet20(CIFAR).withShortcut(shortcut));
        assertThat(network.getVertices().values())
                .filteredOn(ElementWiseVertex.class::isInstance)
                .hasSize(additions);
    }

    @Test
    void namesWhatIsTooSmall() {
        NetworkOptions tiny = CIFAR.withInput(new InputShape(3, 12, 40));
        assertThatThrownBy(() -> SimpleCnn.Options.of(tiny)).hasMessageContaining("at least 16x16");
        assertThatThrownBy(() -> CifarNet.Options.of(tiny)).hasMessageContaining("but got 12x40");
        assertThatThrownBy(() -> Vgg.Options.of(MNIST, Vgg.Depth.VGG16, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VGG needs images of at least 32x32")
                .hasMessageContaining("but got 28x28");
        assertThatThrownBy(() -> ResNet.Options.resNet18(CIFAR.withInput(new InputShape(3, 4, 4))))
                .hasMessageContaining("at least 8x8");
    }

    @Test
    void namesWrongWidths() {
        assertThatThrownBy(() -> new Fc2Layer.Options(MNIST, 0)).hasMessage("hidden must be at least 1, but got 0.");
        assertThatThrownBy(() -> new SimpleCnn.Options(MNIST, -1, 50)).hasMessageContaining("featureMaps");
        assertThatThrownBy(() -> new ImprovedCifarNet.Options(CIFAR, List.of(8, 8, 8)))
                .hasMessageContaining("needs four widths, but got [8, 8, 8]");
        assertThatThrownBy(() -> new ResNet.Options(CIFAR, List.of(), 16, ResNet.Shortcut.NONE))
                .hasMessageContaining("at least one stage");
        assertThatThrownBy(() -> new Vgg.Options(CIFAR, Vgg.Depth.VGG11, true, 0))
                .hasMessageContaining("width");
    }
}
