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
    private final Vectors vectors;
    private final Function<primitive_desc_base, String> implementation;
    private final boolean amx;

    /** How a CPU multiplies vectors of numbers of type bfloat16. */
    public enum Vectors {
        /** It has no instruction for that. */
        NONE,

        /**
         * At the pace of float32, so that conversions make it slower. So do Intel's servers since 2023 (AVX512_FP16), whose
         * way of multiplying bfloat16 is AMX; a virtual machine may hide that.
         */
        SLOW,

        /** Twice as many per second as of float32: AMD's Zen 4 and 5. */
        FAST
    }

    /**
     * @param avx512 whether oneDNN generates AVX-512 code
     * @param vectors of numbers of type bfloat16
     * @param implementation answers the name of the implementation that a primitive has
     */
    public InstructionSet(boolean avx512, Vectors vectors, Function<primitive_desc_base, String> implementation) {
        this.avx512 = avx512;
        this.vectors = vectors;
        this.implementation = implementation;
        this.amx = vectors != Vectors.NONE
                && implementation.apply(channelsLastConvolution()).contains(TILES);
    }

    /** This machine's. It is found out at the first call. */
    public static InstructionSet ofThisCpu() {
        InstructionSet known = thisCpu;
        if (known == null) {
            known = new InstructionSet(OneDnn.hasAvx512(), OneDnn.bfloat16Vectors(), Primitives::implementation);
            thisCpu = known;
        }
        return known;
    }

    /** Whether the CPU multiplies numbers of a precision faster than in single precision. */
    public boolean isFast(Precision precision) {
        return precision == Precision.FLOAT || amx || vectors == Vectors.FAST;
    }

    /** Whether oneDNN generates AVX-512 code. */
    public boolean hasAvx512() {
        return avx512;
    }

    /** How the CPU multiplies vectors of numbers of type bfloat16. */
    public Vectors bfloat16Vectors() {
        return vectors;
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
                || isFast(precision) && implementation.apply(descriptor).contains(amx ? TILES : VECTORS);
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
