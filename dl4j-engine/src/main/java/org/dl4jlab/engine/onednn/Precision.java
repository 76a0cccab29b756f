package org.dl4jlab.engine.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.memory.data_type;

/** The kind of number that a tensor holds. */
public enum Precision {
    /** IEEE 754 single precision. */
    FLOAT("float32", data_type.f32),

    /**
     * The upper half of a single-precision number: its range, with 8 instead of 24 significant bits. Products are
     * summed in single precision. Source: Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training" (2019).
     */
    BFLOAT16("bfloat16", data_type.bf16);

    private final String title;
    private final data_type type;

    Precision(String title, data_type type) {
        this.title = title;
        this.type = type;
    }

    /**
     * Finds a precision by its title.
     *
     * @throws IllegalArgumentException if it is neither {@code float32} nor {@code bfloat16}
     */
    public static Precision of(String title) {
        return Arrays.stream(values())
                .filter(precision -> precision.title.equals(title))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("precision must be float32 or bfloat16, but got '" + title + "'"));
    }

    /** {@code float32} or {@code bfloat16}, as frameworks call them. */
    public String title() {
        return title;
    }

    data_type type() {
        return type;
    }

    /** Bytes of a number. */
    public int bytes() {
        return this == FLOAT ? Float.BYTES : Short.BYTES;
    }

    /** Whether this CPU has instructions for it; without them oneDNN is slower than in single precision. */
    public boolean isFast() {
        return this == FLOAT || InstructionSet.ofThisCpu().hasBfloat16();
    }
}
