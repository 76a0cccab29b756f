package org.dl4jlab.engine.onednn;

import org.bytedeco.dnnl.memory.data_type;

/** The kind of number that a tensor holds. */
public enum Precision {
    /** IEEE 754 single precision. */
    FLOAT(data_type.f32),

    /**
     * The upper half of a single-precision number: its range, with 8 instead of 24 significant bits. Products are
     * summed in single precision. Source: Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training" (2019).
     */
    BFLOAT16(data_type.bf16);

    private final data_type type;

    Precision(data_type type) {
        this.type = type;
    }

    data_type type() {
        return type;
    }

    /** Whether this CPU has instructions for it; without them oneDNN is slower than in single precision. */
    public boolean isFast() {
        return this == FLOAT || OneDnn.hasBfloat16();
    }
}
