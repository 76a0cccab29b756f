package org.dl4jlab.engine.internal.layer.convolution;

import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.internal.onednn.Layout;

/**
 * Rules for numbers of type bfloat16 on CPUs that multiply vectors of them, from measurements on an AMD Zen 5, batch 128.
 * Blocks of 16 channels are within a tenth of channels-last tensors on maps from 8x8 and up to twice as fast on smaller ones.
 */
final class Avx512Bfloat16LayoutRules implements LayoutRules {
    @Override
    public boolean suits(long channels, long maps) {
        return Bfloat16.fillsVectors(channels, maps);
    }

    @Override
    public Pair forward(long[] source, long[] destination, boolean training) {
        return blocks(source, destination);
    }

    @Override
    public Pair dataGradient(long[] source, long[] destination) {
        return blocks(source, destination);
    }

    @Override
    public Pair weightGradient(long[] source, long[] destination) {
        return blocks(source, destination);
    }

    @Override
    public long largestMapForAllByTaps(long channels) {
        return channels >= 128 ? 2 * 2 : 0;
    }

    @Override
    public long largestMapForWeightGradientByTaps(long channels) {
        return channels >= 128 ? 4 * 4 : 0;
    }

    private static Pair blocks(long[] source, long[] destination) {
        return source[1] <= IMAGE_CHANNELS
                ? new Pair(Layout.plain(source), Layout.of(format_tag.aBcd16b, destination))
                : Pair.both(format_tag.aBcd16b, source, destination);
    }
}
