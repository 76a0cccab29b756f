package org.dl4jlab.engine.runtime;

import org.bytedeco.openblas.global.openblas_nolapack;

/** Keeps OpenBLAS to the calling thread. */
final class BlasThreads implements RuntimeSetting {

    static final String NAME = "blas-threads";
    private static final String VARIABLE = "OPENBLAS_NUM_THREADS";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reason() {
        return "OpenBLAS keeps its own spinning threads, which fight OpenMP's for the cores.";
    }

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        return NativeEnvironment.set(machine, NAME, VARIABLE, "1", "libopenblas");
    }

    @Override
    public SettingOutcome afterLoad(Machine machine, SettingOutcome before) {
        if (before.status() == SettingOutcome.Status.SKIPPED && System.getenv(VARIABLE) != null) {
            return before;
        }
        // ND4J hands its own thread count to OpenBLAS while it starts.
        openblas_nolapack.blas_set_num_threads(1);
        return SettingOutcome.applied(NAME, "1 thread");
    }
}
