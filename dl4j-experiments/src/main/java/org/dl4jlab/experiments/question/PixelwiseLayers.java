package org.dl4jlab.experiments.question;

import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.random.SplitMix64;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A 1x1 convolution, a 3x3 convolution and a dense layer on random maps, compared bit by bit. The numbers are whole and small, so
 * that every sum is exact in any order of adding: a bit that differs then means another function, not another rounding.
 */
final class PixelwiseLayers {

    private static final int CHANNELS = 64;
    private static final int CLASSES = 10;
    private static final int SIDE = 8;
    private static final int IMAGES = 100;

    private long onePixelCompared;
    private long onePixelDiffering;
    private double onePixelRealDifference;
    private long pixelwiseDiffering;
    private long pixelwiseCompared;
    private long neighbourhoodDiffering;
    private long denseDiffering;
    private long denseCompared;

    private PixelwiseLayers() {}

    static PixelwiseLayers measure() {
        PixelwiseLayers measured = new PixelwiseLayers();
        measured.compareOnOnePixel();
        measured.permutePixels();
        return measured;
    }

    private void compareOnOnePixel() {
        MultiLayerNetwork convolution = network(convolution(1), 1);
        MultiLayerNetwork dense = network(dense(), 1);
        for (boolean whole : new boolean[] {true, false}) {
            INDArray weights = numbers(whole, 1, CLASSES, CHANNELS);
            INDArray bias = numbers(whole, 2, 1, CLASSES);
            set(convolution, weights.reshape(CLASSES, CHANNELS, 1, 1), bias);
            set(dense, weights.transpose(), bias);
            INDArray images = numbers(whole, 3, IMAGES, CHANNELS, 1, 1);
            float[] first = values(convolution.output(images));
            float[] second = values(dense.output(images));
            if (whole) {
                onePixelCompared = first.length;
                onePixelDiffering = differing(first, second);
            } else {
                onePixelRealDifference = largestDifference(first, second);
            }
        }
    }

    private void permutePixels() {
        int[] order = new int[SIDE * SIDE];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        SplitMix64.shuffle(order, 4);
        INDArray images = numbers(true, 5, IMAGES, CHANNELS, SIDE, SIDE);
        INDArray permuted = permuted(images, order);
        MultiLayerNetwork pixelwise = network(convolution(1), SIDE);
        set(pixelwise, numbers(true, 6, CLASSES, CHANNELS, 1, 1), numbers(true, 7, 1, CLASSES));
        float[] expected = values(permuted(pixelwise.output(images), order));
        float[] actual = values(pixelwise.output(permuted));
        pixelwiseCompared = actual.length;
        pixelwiseDiffering = differing(expected, actual);

        MultiLayerNetwork neighbourhood = network(convolution(3), SIDE);
        set(neighbourhood, numbers(true, 8, CLASSES, CHANNELS, 3, 3), numbers(true, 7, 1, CLASSES));
        neighbourhoodDiffering = differing(
                values(permuted(neighbourhood.output(images), order)), values(neighbourhood.output(permuted)));

        MultiLayerNetwork dense = network(dense(), SIDE);
        set(dense, numbers(true, 9, CHANNELS * SIDE * SIDE, CLASSES), numbers(true, 7, 1, CLASSES));
        float[] before = values(dense.output(images));
        denseCompared = before.length;
        denseDiffering = differing(before, values(dense.output(permuted)));
    }

    boolean sameOnOnePixel() {
        return onePixelCompared > 0 && onePixelDiffering == 0;
    }

    boolean convolutionFollowsPixels() {
        return pixelwiseCompared > 0 && pixelwiseDiffering == 0;
    }

    boolean denseDoesNot() {
        return denseDiffering > 0;
    }

    LocalizedText onePixelFigures() {
        return new LocalizedText(
                        "%,d of %,d outputs differ with whole numbers, whose sums are exact; with random real numbers"
                                + " the largest relative difference is %.0e, which is rounding",
                        "用整数（求和没有舍入）比较，%2$,d 个输出中有 %1$,d 个不同；用随机实数比较，最大相对差为 %3$.0e，来自舍入")
                .with(onePixelDiffering, onePixelCompared, onePixelRealDifference);
    }

    LocalizedText permutationFigures() {
        return new LocalizedText(
                        "1x1 convolution: %,d of %,d outputs differ from the permuted ones; dense: %,d of %,d changed",
                        "1×1 卷积：%2$,d 个输出中有 %1$,d 个与打乱后的输出不同；全连接：%4$,d 个中有 %3$,d 个改变")
                .with(pixelwiseDiffering, pixelwiseCompared, denseDiffering, denseCompared);
    }

    AnswerPart part() {
        LocalizedText text = new LocalizedText(
                        "The pixels of %d random maps with %d channels and %dx%d pixels were permuted alike in all"
                                + " channels. Of the %,d outputs of a 1x1 convolution %,d were not those of the unpermuted"
                                + " map at the new places, of a 3x3 convolution %,d; %,d of the %,d outputs of a dense"
                                + " layer changed.",
                        "对 %d 张 %d 通道、%d×%d 像素的随机特征图，所有通道用同一种方式打乱像素。1×1 卷积的 %,d 个输出中有 %,d 个不等于"
                                + "原输出在新位置上的值，3×3 卷积为 %,d 个；全连接层的输出有 %,d 个（共 %,d 个）发生改变。")
                .with(
                        IMAGES,
                        CHANNELS,
                        SIDE,
                        SIDE,
                        pixelwiseCompared,
                        pixelwiseDiffering,
                        neighbourhoodDiffering,
                        denseDiffering,
                        denseCompared);
        return AnswerPart.of(new LocalizedText("Every pixel alike", "对每个像素一视同仁"), new Block.Text(text));
    }

    private static Layer convolution(int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(CLASSES)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static Layer dense() {
        return new DenseLayer.Builder()
                .nOut(CLASSES)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static MultiLayerNetwork network(Layer layer, int side) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(layer)
                .setInputType(InputType.convolutional(side, side, CHANNELS))
                .build());
        network.init();
        return network;
    }

    private static void set(MultiLayerNetwork network, INDArray weights, INDArray bias) {
        network.getLayer(0).getParam("W").assign(weights);
        network.getLayer(0).getParam("b").assign(bias);
    }

    /** Whole numbers from -8 to 8, or real ones from a normal distribution. */
    private static INDArray numbers(boolean whole, long seed, long... shape) {
        Random random = new Random(seed);
        int length = 1;
        for (long size : shape) {
            length *= (int) size;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = whole ? random.nextInt(17) - 8 : (float) random.nextGaussian();
        }
        return Nd4j.create(values, shape, 'c');
    }

    /** @param maps {@code [images, channels, height, width]} */
    private static INDArray permuted(INDArray maps, int[] order) {
        float[] from = values(maps);
        float[] to = new float[from.length];
        for (int start = 0; start < from.length; start += order.length) {
            for (int p = 0; p < order.length; p++) {
                to[start + p] = from[start + order[p]];
            }
        }
        return Nd4j.create(to, maps.shape(), 'c');
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static long differing(float[] first, float[] second) {
        long differing = 0;
        for (int i = 0; i < first.length; i++) {
            differing += Float.floatToRawIntBits(first[i]) == Float.floatToRawIntBits(second[i]) ? 0 : 1;
        }
        return differing;
    }

    private static double largestDifference(float[] first, float[] second) {
        double largest = 0;
        for (int i = 0; i < first.length; i++) {
            double size = Math.max(1, Math.max(Math.abs(first[i]), Math.abs(second[i])));
            largest = Math.max(largest, Math.abs(first[i] - second[i]) / size);
        }
        return largest;
    }
}
