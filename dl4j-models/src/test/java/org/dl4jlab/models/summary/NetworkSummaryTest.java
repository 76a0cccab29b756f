package org.dl4jlab.models.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.dl4jlab.models.network.ResNet;
import org.dl4jlab.models.network.Vgg;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSummaryTest {

    private static final NetworkOptions CIFAR = NetworkOptions.of(InputShape.CIFAR, 10);

    /*
     * Worked out by hand, or published:
     * fc2layer      784*8+8 + 8*8+8 + 8*10+10; the products without the biases
     * simple-cnn    156 + 906 + 4,850 + 510; 24*24*6*25 + 8*8*6*150 + 96*50 + 50*10
     * cifar-net     456 + 2,416 + 48,120 + 10,164 + 850; 28*28*6*75 + 10*10*16*150 + 48,000 + 10,080 + 840
     * improved      864 + 9,216 + 13,824 + 27,648 + 2*176 BatchNorm + 650;
     *               1,024*(864 + 9,216) + 256*(13,824 + 27,648) + 640
     * vgg           313.2 and 398.1 million multiply-adds are the published figures of VGG-16 and VGG-19 at 32x32
     * resnet20      0.27 million parameters (He et al., 2016, table 6), 41 million multiply-adds
     * resnet18      11,173,962 parameters and 0.56 billion multiply-adds are the published figures at 32x32; plain18
     *               lacks the projections' 64*128 + 128*256 + 256*512 weights and 2*(128 + 256 + 512) of their
     *               BatchNorm
     * fast-cifar    312 + 9*(24*64 + 64*64 + 64*256 + 3*256*256) + 2*1,152 BatchNorm + 2,560;
     *               961*(288 + 13,824) + 225*(36,864 + 147,456) + 49*2*589,824 + 9*589,824 + 2,560
     */
    @ParameterizedTest
    @CsvSource({
        "fc2layer,               6442,     0,      6416",
        "simple-cnn,             6422,     0,    149300",
        "cifar-net,             62006,     0,    651720",
        "cifar-net-improved,    52554,   352,  20939392",
        "vgg11,               9225610,     0, 152769536",
        "vgg11-bn,            9228362,  5504, 152769536",
        "vgg13,               9410122,     0, 228267008",
        "vgg13-bn,            9413066,  5888, 228267008",
        "vgg16,              14719818,     0, 313201664",
        "vgg16-bn,           14724042,  8448, 313201664",
        "vgg19,              20029514,     0, 398136320",
        "vgg19-bn,           20035018, 11008, 398136320",
        "resnet20,             269722,  1376,  40551040",
        "plain20,              269722,  1376,  40551040",
        "resnet18,           11173962,  9600, 555422720",
        "plain18,            11000138,  7808, 549131264",
        "fast-cifar-net,      1972792,  2304, 118147360",
    })
    void countsParametersAndMultiplyAdds(String name, long parameters, long statistics, long multiplyAdds) {
        NetworkDefinition definition = Networks.byName(name);
        NetworkSummary summary = definition.summary(definition.defaults());
        assertThat(summary.parameters()).as("parameters").isEqualTo(parameters);
        assertThat(summary.statistics()).as("statistics").isEqualTo(statistics);
        assertThat(summary.multiplyAdds()).as("multiply-adds").isEqualTo(multiplyAdds);
    }

    // The published counts of VGG with BatchNorm include a bias for each output of each convolution.
    @ParameterizedTest
    @CsvSource({"VGG11, 9231114", "VGG13, 9416010", "VGG16, 14728266", "VGG19, 20040522"})
    void vggWithBatchNormLacksThePublishedConvolutionBiasesOnly(Vgg.Depth depth, long published) {
        NetworkSummary summary = NetworkSummary.of(
                Vgg.configure(Vgg.Options.of(CIFAR, depth, true)), CIFAR.input().asImage());
        long biases = summary.layers().stream()
                .filter(layer -> layer.kind().startsWith("conv"))
                .mapToLong(layer -> layer.outputShape().get(0))
                .sum();
        assertThat(summary.parameters() + biases).isEqualTo(published);
    }

    @Test
    void optionBAddsTwoProjectionsToResNet20() {
        NetworkSummary summary = NetworkSummary.of(
                ResNet.configure(ResNet.Options.resNet20(CIFAR).withShortcut(ResNet.Shortcut.PROJECTION)),
                CIFAR.input().asImage());
        // 16*32 + 2*32 and 32*64 + 2*64 parameters; 16*16*512 and 8*8*2,048 multiply-adds.
        assertThat(summary.parameters()).isEqualTo(269_722 + 576 + 2_176);
        assertThat(summary.multiplyAdds()).isEqualTo(40_551_040 + 131_072 + 131_072);
    }

    /** A frozen layer of 784 x 10 weights is multiplied with, but has no gradient; PReLU has a factor for each of 10 values. */
    @Test
    void frozenLayersAndPReLUAreCounted() {
        MultiLayerConfiguration network = new NeuralNetConfiguration.Builder()
                .list(
                        new FrozenLayer(new DenseLayer.Builder().nOut(10).build()),
                        new PReLULayer.Builder().inputShape(10).build(),
                        new OutputLayer.Builder().nOut(5).build())
                .setInputType(InputType.feedForward(784))
                .build();

        NetworkSummary summary = NetworkSummary.of(network, InputType.feedForward(784));

        assertThat(summary.multiplyAdds()).isEqualTo(7_840 + 50);
        assertThat(summary.parameters()).isEqualTo(7_850 + 10 + 55);
        assertThat(TrainingWork.of(network, InputType.feedForward(784)))
                .as("once for the frozen layer; forward, weights and inputs for the last one")
                .isEqualTo(7_840 + 3 * 50);
    }

    @Test
    void describesEachLayer() {
        NetworkDefinition definition = Networks.SIMPLE_CNN;
        assertThat(definition.summary(definition.defaults()).layers())
                .containsExactly(
                        new LayerSummary("conv1", "conv 5x5, relu", List.of(6L, 24L, 24L), 156, 0, 86_400, true),
                        new LayerSummary("pool1", "max pool 2x2 / 2", List.of(6L, 12L, 12L), 0, 0, 0, true),
                        new LayerSummary("conv2", "conv 5x5, relu", List.of(6L, 8L, 8L), 906, 0, 57_600, true),
                        new LayerSummary("pool2", "max pool 2x2 / 2", List.of(6L, 4L, 4L), 0, 0, 0, true),
                        new LayerSummary("fc1", "dense, relu", List.of(50L), 4_850, 0, 4_800, true),
                        new LayerSummary("output", "dense, softmax", List.of(10L), 510, 0, 500, true));
    }

    @Test
    void describesTheVerticesOfAGraphInOrder() {
        NetworkSummary summary = NetworkSummary.of(
                ResNet.configure(ResNet.Options.resNet20(CIFAR)), CIFAR.input().asImage());
        assertThat(summary.layers().stream().filter(layer -> layer.name().startsWith("stage2-block1")))
                .containsExactly(
                        new LayerSummary(
                                "stage2-block1-conv1",
                                "conv 3x3 / 2",
                                List.of(32L, 16L, 16L),
                                4_608,
                                0,
                                1_179_648,
                                true),
                        new LayerSummary("stage2-block1-bn1", "batch norm", List.of(32L, 16L, 16L), 64, 64, 0, true),
                        new LayerSummary("stage2-block1-act1", "relu", List.of(32L, 16L, 16L), 0, 0, 0, true),
                        new LayerSummary(
                                "stage2-block1-conv2", "conv 3x3", List.of(32L, 16L, 16L), 9_216, 0, 2_359_296, true),
                        new LayerSummary("stage2-block1-bn2", "batch norm", List.of(32L, 16L, 16L), 64, 64, 0, true),
                        new LayerSummary(
                                "stage2-block1-shortcut-half",
                                "max pool 1x1 / 2",
                                List.of(16L, 16L, 16L),
                                0,
                                0,
                                0,
                                true),
                        new LayerSummary(
                                "stage2-block1-shortcut-zeros", "scale", List.of(16L, 16L, 16L), 0, 0, 0, true),
                        new LayerSummary("stage2-block1-shortcut", "merge", List.of(32L, 16L, 16L), 0, 0, 0, true),
                        new LayerSummary("stage2-block1-add", "add", List.of(32L, 16L, 16L), 0, 0, 0, true),
                        new LayerSummary("stage2-block1-act2", "relu", List.of(32L, 16L, 16L), 0, 0, 0, true));
    }

    @Test
    void printsAnAlignedTable() {
        NetworkDefinition definition = Networks.FC2_LAYER;
        assertThat(definition.summary(definition.defaults()).toTable()).isEqualToNormalizingNewlines("""
                        layer   kind            output  parameters  multiply-adds
                        fc1     dense, relu          8       6,280          6,272
                        fc2     dense, relu          8          72             64
                        output  dense, softmax      10          90             80
                        total                                6,442          6,416
                        """);
    }

    @Test
    void leavesTheConfigurationAlone() {
        ComputationGraphConfiguration configuration = ResNet.configure(ResNet.Options.resNet20(CIFAR));
        String before = configuration.toJson();
        NetworkSummary.of(configuration, new InputShape(3, 64, 64).asImage());
        assertThat(configuration.toJson()).isEqualTo(before);
    }

    @Test
    void namesALayerItCannotCount() {
        MultiLayerConfiguration recurrent = new NeuralNetConfiguration.Builder()
                .list(
                        new LSTM.Builder().name("memory").nIn(3).nOut(4).build(),
                        new RnnOutputLayer.Builder()
                                .name("answer")
                                .nIn(4)
                                .nOut(2)
                                .build())
                .build();

        NetworkSummary summary = NetworkSummary.of(recurrent, InputType.recurrent(3, 5));

        // Four gates of (3 + 4) weights and a bias each for 4 cells, then 4 x 2 weights and 2 biases.
        assertThat(summary.parameters()).isEqualTo(4 * 4 * (3 + 4 + 1) + 10);
        assertThat(summary.uncounted()).containsExactly("memory", "answer");
        assertThat(summary.toTable())
                .contains("?")
                .endsWith(String.format(
                        "The multiply-adds of memory, answer are not known; the total leaves them out.%n"));
        assertThatThrownBy(() -> TrainingWork.of(recurrent, InputType.recurrent(3, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'layer0'")
                .hasMessageContaining("LSTM");
    }

    /** 3 maps of 6x6 pixels, two kernels of 3x3 for each: 16 positions; then 6 maps become 5. */
    @Test
    void countsConvolutionsThatTakeEachMapByItself() {
        InputType image = InputType.convolutional(6, 6, 3);
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .list(
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .name("depthwise")
                                .depthMultiplier(2)
                                .nOut(6)
                                .build(),
                        new SeparableConvolution2D.Builder(3, 3)
                                .name("separable")
                                .depthMultiplier(2)
                                .nOut(5)
                                .build(),
                        new FrozenLayerWithBackprop(
                                new ConvolutionLayer.Builder(1, 1).nOut(4).build()),
                        new OutputLayer.Builder().nOut(2).build())
                .setInputType(image)
                .build();

        NetworkSummary summary = NetworkSummary.of(configuration, image);

        assertThat(summary.uncounted()).isEmpty();
        assertThat(summary.layers())
                .extracting(LayerSummary::multiplyAdds)
                .containsExactly(16L * 9 * 3 * 2, 4L * (9 * 6 * 2 + 6 * 2 * 5), 4L * 5 * 4, 4L * 4 * 2);
        assertThat(summary.layers())
                .extracting(LayerSummary::kind)
                .startsWith("depthwise conv 3x3, sigmoid", "separable conv 3x3, sigmoid", "conv 1x1, sigmoid");
        // Nothing is padded. The frozen layer learns nothing, and hands the gradient on.
        assertThat(TrainingWork.of(configuration, image)).isEqualTo(2L * 864 + 3 * 672 + 2 * 80 + 3 * 32);
    }
}
