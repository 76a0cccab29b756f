package org.dl4jlab.engine.internal.layer.convolution;

import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.internal.onednn.Layout;

/**
 * Rules from measurements with AVX-512, batch 8 to 64. With 16 or more input channels, blocks of one vector of
 * channels reach the machine's peak in all three passes. With fewer, such blocks are mostly padding, and
 * channels-last tensors are up to three times faster on the way back. The first convolution reads the images as
 * they come.
 */
final class Avx512LayoutRules implements LayoutRules {
    @Override
    public Pair forward(long[] source, long[] destination, boolean training) {
        if (!training && source[1] <= IMAGE_CHANNELS && destination[1] < VECTOR) {
            // Without a way back, channels-last suits a first convolution with few maps as it suits the next one.
            return Pair.anyToChannelsLast(source, destination);
        }
        return training || source[0] > 1 || destination[1] < VECTOR
                ? preferred(source, destination)
                : ofOneImage(source, destination);
    }

    /** Channels-last tensors are then 1.1 to 1.9 times as fast as blocks for 64 to 512 channels. */
    private static Pair ofOneImage(long[] source, long[] destination) {
        return source[1] < VECTOR
                ? Pair.anyToChannelsLast(source, destination)
                : Pair.channelsLast(source, destination);
    }

    @Override
    public Pair dataGradient(long[] source, long[] destination) {
        return preferred(source, destination);
    }

    @Override
    public Pair weightGradient(long[] source, long[] destination) {
        return preferred(source, destination);
    }

    /**
     * From 128 channels and 8 images on, in all passes as fast or up to 1.7 times as fast on 8x8 and 4x4 maps, 1.3 to 4
     * times on 2x2. With 16 and 32 channels slower; with 64, and on 16x16 maps, changing layouts costs more than is won.
     */
    @Override
    public long largestMapForAllByTaps(long channels) {
        return channels >= 128 ? 8 * 8 : 0;
    }

    @Override
    public long largestMapForWeightGradientByTaps(long channels) {
        return largestMapForAllByTaps(channels);
    }

    /** On a 4x4 map 630 instead of 910 to 970 microseconds for 512 channels and one thread. With 256 channels no faster. */
    @Override
    public long mostPixelsForPatches(long channels) {
        return channels >= 512 ? 4 * 4 : 0;
    }

    /** Two columns of up to 8 maps fit into a vector: 1.5 times as fast with 6 maps of 5x5 kernels. */
    @Override
    public int columnsForForward(long channels, long maps) {
        return 2 * maps <= VECTOR ? 2 : 1;
    }

    /** 1.3 to 1.6 times as fast with 6 maps of 5x5 kernels. */
    @Override
    public int columnsForWeightGradient(long channels, long maps) {
        return columnsForForward(channels, maps);
    }

    private static Pair preferred(long[] source, long[] destination) {
        if (source[1] <= IMAGE_CHANNELS) {
            return new Pair(Layout.plain(source), Layout.of(format_tag.aBcd16b, destination));
        }
        if (source[1] < VECTOR) {
            return Pair.anyToChannelsLast(source, destination);
        }
        return Pair.both(format_tag.aBcd16b, source, destination);
    }
}
