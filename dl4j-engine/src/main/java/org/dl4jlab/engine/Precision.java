package org.dl4jlab.engine;

import java.util.Arrays;

/** The kind of number that convolutions multiply. */
public enum Precision {
    /** IEEE 754 single precision. */
    FLOAT("float32", Float.BYTES),

    /**
     * The upper half of a single-precision number: its range, with 8 instead of 24 significant bits. Products are
     * summed in single precision. Source: Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training" (2019).
     */
    BFLOAT16("bfloat16", Short.BYTES);

    private final String title;
    private final int bytes;

    Precision(String title, int bytes) {
        this.title = title;
        this.bytes = bytes;
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

    /** Bytes of a number. */
    public int bytes() {
        return bytes;
    }
}
