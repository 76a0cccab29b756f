package org.dl4jlab.engine.internal.layer.convolution;

import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.internal.onednn.Layout;

/**
 * Rules from measurements with AVX2 on an AMD Zen 3, batch 32 and 128. Channels-last tensors are as fast as blocks of
 * one vector of channels or up to twice as fast in the forward pass and for the gradient of the input; the
 * gradient of the weights wants blocks. Images of one channel, and of few channels for many maps, are read as they
 * come.
 */
final class Avx2LayoutRules implements LayoutRules {
    @Override
    public Pair forward(long[] source, long[] destination, boolean training) {
        // On the way back, pooling of a few channels-last maps would cost more than the convolution has won.
        boolean blocks = source[1] == 1 || source[1] <= IMAGE_CHANNELS && (training || destination[1] >= VECTOR);
        return blocks ? imageToBlocks(source, destination) : Pair.channelsLast(source, destination);
    }

    @Override
    public Pair dataGradient(long[] source, long[] destination) {
        if (source[1] <= IMAGE_CHANNELS) {
            return imageToBlocks(source, destination);
        }
        if (source[1] < VECTOR) {
            // oneDNN's choice is not what it does when told to use the very layout that it would choose.
            return Pair.anyToChannelsLast(source, destination);
        }
        return Pair.channelsLast(source, destination);
    }

    @Override
    public Pair weightGradient(long[] source, long[] destination) {
        boolean fewMaps = destination[1] < VECTOR;
        if (source[1] == 1 && fewMaps) {
            return new Pair(Layout.plain(source), Layout.of(format_tag.acdb, destination));
        }
        if (source[1] <= IMAGE_CHANNELS) {
            return imageToBlocks(source, destination);
        }
        if (source[1] < VECTOR) {
            return Pair.anyToChannelsLast(source, destination);
        }
        return Pair.both(format_tag.aBcd8b, source, destination);
    }

    /** Forward passes and data gradients take half the time on 2x2 maps, nine tenths on 4x4 maps of 256 channels. */
    @Override
    public long largestMapForAllByTaps(long channels) {
        return channels >= 256 ? 4 * 4 : channels >= VECTOR ? 2 * 2 : 0;
    }

    /**
     * With many channels 1.5 times as fast on 8x8 maps, twice on 4x4, twenty times on 2x2, no faster on 16x16; with 16
     * channels no faster on 8x8 either.
     */
    @Override
    public long largestMapForWeightGradientByTaps(long channels) {
        return channels >= 32 ? 8 * 8 : channels >= VECTOR ? 4 * 4 : 0;
    }

    /** On 4x4 maps 1.2 to 1.3 times as fast as the convolution as a whole, on 2x2 maps twice; no faster on 8x8. */
    @Override
    public long largestMapForPredictionByKernelColumns(long channels) {
        return channels >= 256 ? 4 * 4 : 0;
    }

    /**
     * As many columns as fill whole vectors of 8: with 5x5 kernels 1.8 times as fast for 4 maps, 1.35 for 6, 1.25 for 12. No
     * gain for 8 maps, nor for images of one channel.
     */
    @Override
    public int columnsForForward(long channels, long maps) {
        if (channels == 1 || maps >= VECTOR) {
            return 1;
        }
        return maps % 8 == 0 ? 1 : maps % 4 == 0 ? 2 : maps % 2 == 0 ? 4 : 1;
    }

    /** Pairs are 1.8 times as fast for 4 maps, 1.1 times for 12; fours are slower. */
    @Override
    public int columnsForWeightGradient(long channels, long maps) {
        return columnsForForward(channels, maps) == 2 ? 2 : 1;
    }

    private static Pair imageToBlocks(long[] source, long[] destination) {
        return new Pair(Layout.plain(source), Layout.of(format_tag.aBcd8b, destination));
    }
}
