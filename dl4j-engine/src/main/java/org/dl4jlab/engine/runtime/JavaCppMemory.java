package org.dl4jlab.engine.runtime;

/** Takes JavaCPP's check of the process size out of every allocation. */
final class JavaCppMemory implements RuntimeSetting {

    static final String NAME = "javacpp-memory";
    private static final String LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reason() {
        return "JavaCPP reads /proc on every allocation to compare the size of the process with a limit; 0 means none.";
    }

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        String given = System.getProperty(LIMIT);
        if (given != null) {
            return SettingOutcome.skipped(NAME, LIMIT + "=" + given + " was given");
        }
        if (machine.isLoaded("jnijavacpp")) {
            return SettingOutcome.failed(NAME, "too late: JavaCPP is loaded already");
        }
        System.setProperty(LIMIT, "0");
        return SettingOutcome.applied(NAME, LIMIT + "=0");
    }
}
