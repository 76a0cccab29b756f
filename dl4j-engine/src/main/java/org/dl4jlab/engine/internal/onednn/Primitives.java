package org.dl4jlab.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;

/** Questions to and attributes for oneDNN primitive descriptors. */
public final class Primitives {
    private Primitives() {}

    /** Name of the implementation that oneDNN chose, for example {@code brgconv:avx512_core}. */
    public static String implementation(primitive_desc_base descriptor) {
        return descriptor.impl_info_str().getString();
    }

    /** Whether oneDNN has no implementation at all, where a descriptor was allowed to stay empty. */
    public static boolean isEmpty(primitive_desc_base descriptor) {
        dnnl_primitive_desc handle = descriptor.get(true);
        return handle == null || handle.isNull();
    }

    /**
     * Whether oneDNN found no optimised code and would run its reference loops, which are some hundred
     * times slower.
     */
    public static boolean isReference(primitive_desc_base descriptor) {
        return implementation(descriptor).startsWith("ref");
    }

    /** Whether oneDNN generates machine code for these shapes instead of running loops of C++. */
    public static boolean isGenerated(primitive_desc_base descriptor) {
        return implementation(descriptor).contains("jit");
    }

    /**
     * Whether an implementation works on its tensors where they lie, instead of unfolding them into
     * matrices or copying them into other layouts first.
     */
    public static boolean isDirect(primitive_desc_base descriptor) {
        String name = implementation(descriptor);
        return !name.contains("gemm") && !name.contains("ncsp");
    }

    /** Whether oneDNN has optimised code that works on its tensors where they lie. */
    public static boolean isFast(primitive_desc_base descriptor) {
        return !isEmpty(descriptor) && !isReference(descriptor) && isDirect(descriptor);
    }

    /** Attributes every primitive of a plan is made with: its scratch memory comes from the plan. */
    public static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    /** {@link #attributes()} of a primitive that adds its result to what the destination holds. */
    public static primitive_attr adding() {
        post_ops sum = new post_ops();
        sum.append_sum();
        return attributes(sum);
    }

    /** {@link #attributes()} plus operations that run on each result before it is written. */
    public static primitive_attr attributes(post_ops operations) {
        primitive_attr attributes = attributes();
        attributes.set_post_ops(operations);
        return attributes;
    }

    /** Post-operation {@code f(x)} for an element-wise function. */
    public static post_ops then(algorithm function, float alpha, float beta) {
        post_ops operations = new post_ops();
        operations.append_eltwise(function, alpha, beta);
        return operations;
    }
}
