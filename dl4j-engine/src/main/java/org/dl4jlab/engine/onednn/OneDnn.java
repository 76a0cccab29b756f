package org.dl4jlab.engine.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.dl4jlab.engine.runtime.NativeRuntime;

/**
 * The one oneDNN CPU engine of this JVM.
 *
 * <p>ND4J is loaded first, always: both libraries then share one OpenMP runtime, where the other order
 * gives each its own and their threads fight over the cores.
 */
public final class OneDnn {
    private OneDnn() {}

    /** Whether oneDNN's native library loads on this machine. */
    public static boolean isAvailable() {
        return Holder.FAILURE == null;
    }

    /** Why oneDNN cannot be used here; empty if it can. */
    public static Optional<String> unavailableReason() {
        return Optional.ofNullable(Holder.FAILURE);
    }

    /**
     * The CPU engine.
     *
     * @throws IllegalStateException if the native library does not load
     */
    public static engine engine() {
        if (Holder.FAILURE != null) {
            throw new IllegalStateException(Holder.FAILURE);
        }
        return Holder.ENGINE;
    }

    /** Whether oneDNN generates AVX-512 code here; it can be kept from it by {@code ONEDNN_MAX_CPU_ISA}. */
    public static boolean hasAvx512() {
        int isa = dnnl.dnnl_get_effective_cpu_isa();
        return (isa & dnnl.dnnl_cpu_isa_avx512_core) == dnnl.dnnl_cpu_isa_avx512_core;
    }

    /** Whether the CPU multiplies numbers of type bfloat16, and oneDNN may use it. */
    static boolean hasBfloat16() {
        int isa = dnnl.dnnl_get_effective_cpu_isa();
        return (isa & dnnl.dnnl_cpu_isa_avx512_core_bf16) == dnnl.dnnl_cpu_isa_avx512_core_bf16;
    }

    /** A new in-order stream; on the CPU a primitive has finished when its execution call returns. */
    public static stream newStream() {
        return new stream(engine());
    }

    private static final class Holder {
        static final engine ENGINE;
        static final String FAILURE;

        static {
            engine created = null;
            String failure = null;
            try {
                NativeRuntime.load();
                created = new engine(engine.kind.cpu, 0);
                // Plans hold on to their primitives; oneDNN's own cache would keep closed ones alive too.
                dnnl.set_primitive_cache_capacity(0);
            } catch (LinkageError | RuntimeException e) {
                failure = "oneDNN does not load on this machine: " + e;
            }
            ENGINE = created;
            FAILURE = failure;
        }
    }
}
