package org.dl4jlab.models.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.Test;

class TrainingWorkTest {

    /** 784 x 8, 8 x 8 and 8 x 10 weights; nobody needs the gradient of the pixels. */
    @Test
    void theFirstLayerTakesTwoProductsAndTheOthersThree() {
        assertThat(Networks.FC2_LAYER.trainingMultiplyAdds(Networks.FC2_LAYER.defaults()))
                .isEqualTo(2 * 6_272 + 3 * (64 + 80));
        assertThat(Networks.SIMPLE_CNN.trainingMultiplyAdds(Networks.SIMPLE_CNN.defaults()))
                .isEqualTo(2 * 86_400 + 3 * (57_600 + 4_800 + 500));
    }

    /** A 3x3 kernel on 4x4 pixels, padded: 10 of 12 taps a row meet the map, 100 of 144 in all. */
    @Test
    void productsWithPaddingDoNotCount() {
        for (ConvolutionMode mode : new ConvolutionMode[] {ConvolutionMode.Same, ConvolutionMode.Truncate}) {
            var configuration = new NeuralNetConfiguration.Builder()
                    .list()
                    .layer(new ConvolutionLayer.Builder(3, 3)
                            .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : new int[] {1, 1})
                            .convolutionMode(mode)
                            .nOut(5)
                            .build())
                    .layer(new OutputLayer.Builder().nOut(2).build())
                    .setInputType(InputType.convolutional(4, 4, 2))
                    .build();
            assertThat(TrainingWork.of(configuration, InputType.convolutional(4, 4, 2)))
                    .isEqualTo(2 * 100 * 2 * 5 + 3 * 80 * 2);
        }
    }

    /** Stride 2 on 5 pixels, padded by one: outputs at -1, 1 and 3 meet 2, 3 and 2 pixels. */
    @Test
    void aStrideMeetsTheEdgesLessOften() {
        var configuration = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .nOut(1)
                        .build())
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(5, 5, 1))
                .build();
        assertThat(TrainingWork.of(configuration, InputType.convolutional(5, 5, 1)))
                .isEqualTo(2 * 7 * 7 + 3 * 9 * 2);
    }

    /** Both of the first block's convolutions read what the stem learned; only the stem reads pixels. */
    @Test
    void aGraphIsCountedByWhatLearnsBeforeEachLayer() {
        long work = Networks.RESNET18.trainingMultiplyAdds(Networks.RESNET18.defaults());
        long all = Networks.RESNET18.summary(Networks.RESNET18.defaults()).multiplyAdds();
        long stem = 27L * 64 * 32 * 32;
        assertThat(work).isLessThan(3 * all - stem).isGreaterThan((long) (0.85 * 3 * all));
    }

    @Test
    void aFrozenLayerTakesOneProduct() {
        assertThat(work(frozen(5), frozen(4), new OutputLayer.Builder().nOut(2).build()))
                .isEqualTo(15 + 20 + 2 * 8);
    }

    /** DL4J ends backpropagation at the plain kind. */
    @Test
    void aFrozenLayerBehindOneThatLearnsHandsTheGradientOnOrIsRefused() {
        DenseLayer learns = new DenseLayer.Builder().nOut(5).build();
        DenseLayer kept = new DenseLayer.Builder().nOut(4).build();
        OutputLayer output = new OutputLayer.Builder().nOut(2).build();

        assertThat(work(learns, new FrozenLayerWithBackprop(kept), output)).isEqualTo(2 * 15 + 2 * 20 + 3 * 8);
        assertThatThrownBy(() -> work(learns, new FrozenLayer(kept), output))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'layer1'")
                .hasMessageContaining("FrozenLayerWithBackprop");
    }

    private static FrozenLayer frozen(int units) {
        return new FrozenLayer(new DenseLayer.Builder().nOut(units).build());
    }

    /** Of layers behind 3 numbers. */
    private static long work(Layer... layers) {
        var list = new NeuralNetConfiguration.Builder().list();
        for (Layer layer : layers) {
            list.layer(layer.clone());
        }
        InputType input = InputType.feedForward(3);
        return TrainingWork.of(list.setInputType(input).build(), input);
    }
}
