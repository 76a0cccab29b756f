package org.dl4jlab.engine.layer;

import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.onednn.Layout;

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

    /** Forward passes and data gradients take half the time on 2x2 maps. */
    @Override
    public long largestMapForAllByTaps(long channels) {
        return channels >= VECTOR ? 2 * 2 : 0;
    }

    /**
     * With many channels 1.5 times as fast on 8x8 maps, twice on 4x4, twenty times on 2x2, no faster on 16x16; with 16
     * channels no faster on 8x8 either.
     */
    @Override
    public long largestMapForWeightGradientByTaps(long channels) {
        return channels >= 32 ? 8 * 8 : channels >= VECTOR ? 4 * 4 : 0;
    }

    private static Pair imageToBlocks(long[] source, long[] destination) {
        return new Pair(Layout.plain(source), Layout.of(format_tag.aBcd8b, destination));
    }
}
