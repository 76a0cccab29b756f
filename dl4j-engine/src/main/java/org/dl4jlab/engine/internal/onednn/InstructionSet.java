package org.dl4jlab.engine.internal.onednn;

import java.util.function.Function;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_desc_base;
import org.dl4jlab.engine.Precision;

/**
 * What oneDNN makes of a CPU, as far as layouts and precision depend on it. It is read off the names of the
 * implementations that oneDNN chooses, never off the CPU's brand: oneDNN knows what the CPU has, what the operating
 * system lets it use, and what {@code ONEDNN_MAX_CPU_ISA} leaves of that.
 */
public final class InstructionSet {
    /** Part of the names of implementations that multiply tiles of bfloat16 numbers, as {@code avx10_1_512_amx}. */
    private static final String TILES = "amx";

    /** Part of the names of those that multiply vectors of them, as {@code avx512_core_bf16}. */
    private static final String VECTORS = "avx512_core_bf16";

    private static volatile InstructionSet thisCpu;

    private final boolean avx512;
    private final boolean bfloat16;
    private final Function<primitive_desc_base, String> implementation;
    private final boolean amx;

    /**
     * @param avx512 whether oneDNN generates AVX-512 code
     * @param bfloat16 whether it multiplies numbers of type bfloat16
     * @param implementation answers the name of the implementation that a primitive has
     */
    public InstructionSet(boolean avx512, boolean bfloat16, Function<primitive_desc_base, String> implementation) {
        this.avx512 = avx512;
        this.bfloat16 = bfloat16;
        this.implementation = implementation;
        this.amx = bfloat16 && implementation.apply(channelsLastConvolution()).contains(TILES);
    }

    /** This machine's. It is found out at the first call. */
    public static InstructionSet ofThisCpu() {
        InstructionSet known = thisCpu;
        if (known == null) {
            known = new InstructionSet(OneDnn.hasAvx512(), OneDnn.hasBfloat16(), Primitives::implementation);
            thisCpu = known;
        }
        return known;
    }

    /** Whether the CPU has instructions for a precision; without them oneDNN is slower than in single precision. */
    public boolean has(Precision precision) {
        return precision == Precision.FLOAT || bfloat16;
    }

    /** Whether oneDNN generates AVX-512 code. */
    public boolean hasAvx512() {
        return avx512;
    }

    /** Whether the CPU multiplies numbers of type bfloat16. */
    public boolean hasBfloat16() {
        return bfloat16;
    }

    /** Whether convolutions of bfloat16 numbers run on AMX, the matrix unit of Intel's servers since 2023. */
    public boolean hasAmx() {
        return amx;
    }

    /**
     * Whether a primitive runs on the fastest instructions that the CPU has for a precision. With AMX, bfloat16 code
     * that does without it is slower than single precision.
     */
    public boolean isFast(primitive_desc_base descriptor, Precision precision) {
        if (!Primitives.isFast(descriptor)) {
            return false;
        }
        return precision == Precision.FLOAT
                || bfloat16 && implementation.apply(descriptor).contains(amx ? TILES : VECTORS);
    }

    private static primitive_desc_base channelsLastConvolution() {
        desc activations = Layout.of(format_tag.acdb, 8, 64, 16, 16)
                .holding(Precision.BFLOAT16)
                .descriptor();
        desc weights = Layout.any(64, 64, 3, 3).holding(Precision.BFLOAT16).descriptor();
        return new convolution_forward.primitive_desc(
                OneDnn.engine(),
                prop_kind.forward_training,
                algorithm.convolution_direct,
                activations,
                weights,
                activations,
                new long[] {1, 1},
                new long[] {1, 1},
                new long[] {1, 1},
                Primitives.attributes(),
                false);
    }
}
