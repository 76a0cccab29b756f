package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.onednn.InstructionSet;

/** Which convolutions are worth multiplying numbers of type bfloat16. */
public final class Bfloat16 {
    /** Batch and map of which oneDNN is asked for code; what it has depends on channels and kernel. */
    private static final int BATCH = 32;

    private static final int MAP = 16;

    private Bfloat16() {}

    /** Why bfloat16 would make no network faster on a CPU, in one sentence that names what to use instead; empty if it may. */
    public static Optional<String> refusal(InstructionSet cpu) {
        if (cpu.isFast(Precision.BFLOAT16)) {
            return Optional.empty();
        }
        return Optional.of(
                cpu.bfloat16Vectors() == InstructionSet.Vectors.NONE
                        ? "bfloat16 is slower than float32 on this CPU, which has neither AVX512_BF16 nor AMX: use float32."
                        : "bfloat16 is slower than float32 on this CPU, which is fast in it only with AMX, and AMX is not"
                                + " there (a virtual machine may hide it): use float32.");
    }

    /**
     * Why bfloat16 would make no network of these layers faster on a CPU that is fast in it, in one sentence that names what
     * to use instead; empty if it would. It is told from the implementations that oneDNN has for them.
     */
    public static Optional<String> refusal(Stream<ConvolutionLayer> layers, InstructionSet cpu) {
        return layers.anyMatch(layer -> isFaster(layer, cpu))
                ? Optional.empty()
                : Optional.of(
                        "bfloat16 makes this network no faster, because oneDNN has fast code only for convolutions"
                                + " of 16 or more channels, or of images to 16 or more maps: use float32.");
    }

    private static boolean isFaster(ConvolutionLayer layer, InstructionSet cpu) {
        int[] kernel = layer.getKernelSize();
        long[] padding = {kernel[0] / 2, kernel[1] / 2};
        Window window =
                new Window(new long[] {kernel[0], kernel[1]}, new long[] {1, 1}, new long[] {0, 0}, padding, padding);
        long[] output = {
            BATCH, layer.getNOut(), MAP + 2 * padding[0] - kernel[0] + 1, MAP + 2 * padding[1] - kernel[1] + 1
        };
        ConvolutionPrimitives convolution = new ConvolutionPrimitives(
                window,
                new long[] {BATCH, layer.getNIn(), MAP, MAP},
                new long[] {layer.getNOut(), layer.getNIn(), kernel[0], kernel[1]},
                null,
                output,
                Precision.FLOAT);
        return ConvolutionLayouts.of(convolution, Precision.BFLOAT16, cpu)
                        .primitives()
                        .precision()
                == Precision.BFLOAT16;
    }

    /**
     * Whether channels or maps fill the CPU's vectors: 16 and more channels, or images, whose pixels oneDNN gathers
     * across the kernel, and 16 and more maps.
     */
    static boolean fillsVectors(long channels, long maps) {
        return channels >= LayoutRules.VECTOR || channels <= LayoutRules.IMAGE_CHANNELS && maps >= LayoutRules.VECTOR;
    }
}
