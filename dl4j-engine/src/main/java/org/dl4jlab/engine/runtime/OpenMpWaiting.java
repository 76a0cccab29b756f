package org.dl4jlab.engine.runtime;

/** Lets OpenMP's threads sleep soon when there is nothing to do. */
final class OpenMpWaiting implements RuntimeSetting {

    static final String NAME = "omp-waiting";

    /**
     * Some microseconds. With both cores free this trains VGG-11 as fast as libgomp's own 300,000; beside other busy
     * processes it trained SimpleCnn eight times as fast, and 10,000 only four times.
     */
    private static final String SPINS = "1000";

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
