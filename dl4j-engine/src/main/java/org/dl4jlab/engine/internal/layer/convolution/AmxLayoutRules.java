package org.dl4jlab.engine.internal.layer.convolution;

/**
 * Rules for numbers of type bfloat16 on CPUs with AMX. oneDNN has code for it only where the channels of a pixel lie side
 * by side; in blocks of channels it multiplies vectors, at a third to a sixth of the speed.
 */
final class AmxLayoutRules implements LayoutRules {
    @Override
    public boolean suits(long channels, long maps) {
        return Bfloat16.fillsVectors(channels, maps);
    }

    @Override
    public Pair forward(long[] source, long[] destination, boolean training) {
        return Pair.channelsLast(source, destination);
    }

    @Override
    public Pair dataGradient(long[] source, long[] destination) {
        return Pair.channelsLast(source, destination);
    }

    @Override
    public Pair weightGradient(long[] source, long[] destination) {
        return Pair.channelsLast(source, destination);
    }

    @Override
    public long largestMapForAllByTaps(long channels) {
        return 0;
    }

    @Override
    public long largestMapForWeightGradientByTaps(long channels) {
        return channels >= 128 ? 4 * 4 : 0;
    }
}
