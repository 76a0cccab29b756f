package org.dl4jlab.engine.runtime;

import org.nd4j.nativeblas.NativeOpsHolder;

/** Gives OpenMP, which runs libnd4j and oneDNN, one thread a core. */
final class OpenMpThreads implements RuntimeSetting {

    static final String NAME = "omp-threads";
    private static final String VARIABLE = "OMP_NUM_THREADS";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reason() {
        return "ND4J counts processors by a rule of thumb that asks for four threads on a machine of two.";
    }

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        return NativeEnvironment.set(machine, NAME, VARIABLE, Integer.toString(machine.threads()), "libgomp");
    }

    @Override
    public SettingOutcome afterLoad(Machine machine, SettingOutcome before) {
        if (before.status() == SettingOutcome.Status.SKIPPED && System.getenv(VARIABLE) != null) {
            return before;
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(machine.threads());
        return SettingOutcome.applied(NAME, machine.threads() + " threads");
    }
}
