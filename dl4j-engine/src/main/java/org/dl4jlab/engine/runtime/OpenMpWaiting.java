package org.dl4jlab.engine.runtime;

/** Lets OpenMP's threads sleep soon when there is nothing to do. */
final class OpenMpWaiting implements RuntimeSetting {

    static final String NAME = "omp-waiting";

    /** About 0.1 ms: longer than the pauses inside a layer, shorter than a time slice of the scheduler. */
    private static final String SPINS = "10000";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reason() {
        return "libgomp's threads spin for milliseconds at each barrier: beside another busy process they take the core"
                + " from the very thread they wait for.";
    }

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        return NativeEnvironment.set(machine, NAME, "GOMP_SPINCOUNT", SPINS, "libgomp");
    }
}
