package org.dl4jlab.engine.internal.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.dl4jlab.engine.internal.runtime.RuntimeSetup;

/**
 * The one oneDNN CPU engine of this JVM.
 *
 * <p>ND4J is loaded first, always: both libraries then share one OpenMP runtime, where the other order
 * gives each its own and their threads fight over the cores. Both are loaded at the first question to this class.
 */
public final class OneDnn {
    private static volatile Loaded loaded;

    private OneDnn() {}

    /** @param failure null if it loaded, and the engine is there */
    private record Loaded(engine cpu, String failure) {}

    private static Loaded loaded() {
        Loaded known = loaded;
        return known != null ? known : load();
    }

    private static synchronized Loaded load() {
        if (loaded == null) {
            try {
                RuntimeSetup.load();
                engine created = new engine(engine.kind.cpu, 0);
                // Plans hold on to their primitives; oneDNN's own cache would keep closed ones alive too.
                dnnl.set_primitive_cache_capacity(0);
                loaded = new Loaded(created, null);
            } catch (LinkageError | RuntimeException e) {
                loaded = new Loaded(null, "oneDNN does not load on this machine: " + e);
            }
        }
        return loaded;
    }

    /** Whether oneDNN's native library loads on this machine. */
    public static boolean isAvailable() {
        return loaded().failure() == null;
    }

    /** Why oneDNN cannot be used here; empty if it can. */
    public static Optional<String> unavailableReason() {
        return Optional.ofNullable(loaded().failure());
    }

    /**
     * The CPU engine.
     *
     * @throws IllegalStateException if the native library does not load
     */
    public static engine engine() {
        Loaded found = loaded();
        if (found.failure() != null) {
            throw new IllegalStateException(found.failure());
        }
        return found.cpu();
    }

    /** Whether oneDNN generates AVX-512 code here; it can be kept from it by {@code ONEDNN_MAX_CPU_ISA}. */
    public static boolean hasAvx512() {
        return has(dnnl.dnnl_cpu_isa_avx512_core);
    }

    /** How the CPU multiplies vectors of numbers of type bfloat16, as far as oneDNN may use it. */
    static InstructionSet.Vectors bfloat16Vectors() {
        if (!has(dnnl.dnnl_cpu_isa_avx512_core_bf16)) {
            return InstructionSet.Vectors.NONE;
        }
        return has(dnnl.dnnl_cpu_isa_avx512_core_fp16) ? InstructionSet.Vectors.SLOW : InstructionSet.Vectors.FAST;
    }

    private static boolean has(int instructions) {
        engine(); // ND4J before oneDNN
        return (dnnl.dnnl_get_effective_cpu_isa() & instructions) == instructions;
    }

    /** A new in-order stream; on the CPU a primitive has finished when its execution call returns. */
    public static stream newStream() {
        return new stream(engine());
    }
}
