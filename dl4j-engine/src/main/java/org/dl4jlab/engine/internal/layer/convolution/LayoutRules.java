package org.dl4jlab.engine.internal.layer.convolution;

import org.bytedeco.dnnl.memory.format_tag;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.onednn.InstructionSet;
import org.dl4jlab.engine.internal.onednn.Layout;

/**
 * In which layouts the passes of a convolution are fastest on a kind of CPU, as measured with all combinations.
 *
 * <p>Rules look at shapes, never at timings, so that two runs of a program add in the same order and give the
 * same bits.
 */
interface LayoutRules {
    /** Up to this many channels oneDNN has special code that reads row-major images. */
    int IMAGE_CHANNELS = 4;

    /** Fewer channels than this leave vectors of blocked layouts mostly empty. */
    int VECTOR = 16;

    /** With fewer images the products of {@link TapProducts} have too few rows. */
    int SMALLEST_BATCH_FOR_TAPS = 8;

    /** Narrower kernels lose to the zeros in the weights of {@link ColumnGroups} what full vectors win. */
    int NARROWEST_KERNEL_FOR_GROUPS = 5;

    /** The rules of a CPU for convolutions that multiply numbers of a precision. */
    static LayoutRules of(InstructionSet cpu, Precision precision) {
        if (precision == Precision.BFLOAT16) {
            return cpu.hasAmx() ? new AmxLayoutRules() : new Avx512Bfloat16LayoutRules();
        }
        return cpu.hasAvx512() ? new Avx512LayoutRules() : new Avx2LayoutRules();
    }

    /** Whether a convolution has enough channels and maps to be multiplied in the precision of these rules. */
    default boolean suits(long channels, long maps) {
        return true;
    }

    /**
     * @param source dimensions of the input
     * @param destination dimensions of the output
     */
    Pair forward(long[] source, long[] destination, boolean training);

    /** The gradient of the input. */
    Pair dataGradient(long[] source, long[] destination);

    /** The gradient of the weights, computed by oneDNN's convolution. */
    Pair weightGradient(long[] source, long[] destination);

    /**
     * Up to how many pixels of the input {@link TapProducts} are faster than oneDNN's convolution in all passes.
     *
     * @param channels of the input
     */
    long largestMapForAllByTaps(long channels);

    /**
     * Up to how many pixels of the input they are faster for the gradient of the weights.
     *
     * @param channels of the input
     */
    long largestMapForWeightGradientByTaps(long channels);

    /**
     * Up to how many pixels of the input {@link KernelColumns} are faster than either in prediction.
     *
     * @param channels of the input
     */
    default long largestMapForPredictionByKernelColumns(long channels) {
        return 0;
    }

    /**
     * Up to how many pixels of the output, over the whole batch, a {@link PatchProduct} is faster than any other way in
     * prediction.
     *
     * @param channels of the input
     */
    default long mostPixelsForPatches(long channels) {
        return 0;
    }

    /**
     * How many columns a convolution of images best computes at once in the forward pass ({@link ColumnGroups}).
     *
     * @param channels of the input
     * @param maps of the output
     * @return 1 for none
     */
    default int columnsForForward(long channels, long maps) {
        return 1;
    }

    /** The same for the gradient of the weights. */
    default int columnsForWeightGradient(long channels, long maps) {
        return 1;
    }

    /**
     * Layouts of the two tensors of activations that a pass reads or writes.
     *
     * @param source of the input or its gradient
     * @param destination of the output or its gradient
     */
    record Pair(Layout source, Layout destination) {
        /** Both row-major. */
        static Pair plain(long[] source, long[] destination) {
            return new Pair(Layout.plain(source), Layout.plain(destination));
        }

        /** Both left to oneDNN. */
        static Pair any(long[] source, long[] destination) {
            return new Pair(Layout.any(source), Layout.any(destination));
        }

        /** Both with the channels of a pixel side by side. */
        static Pair channelsLast(long[] source, long[] destination) {
            return both(format_tag.acdb, source, destination);
        }

        /** The output with the channels of a pixel side by side, the input left to oneDNN. */
        static Pair anyToChannelsLast(long[] source, long[] destination) {
            return new Pair(Layout.any(source), Layout.of(format_tag.acdb, destination));
        }

        /** Both in one order. */
        static Pair both(format_tag order, long[] source, long[] destination) {
            return new Pair(Layout.of(order, source), Layout.of(order, destination));
        }
    }
}
