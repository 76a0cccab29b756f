package org.dl4jlab.engine.runtime;

/** Sends JavaCPP's messages to the program's log. */
final class JavaCppLog implements RuntimeSetting {

    static final String NAME = "javacpp-log";
    private static final String LOGGER = "org.bytedeco.javacpp.logger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String reason() {
        return "JavaCPP prints a warning to the console that ND4J was built with an older JavaCPP, which is known to work.";
    }

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        String given = System.getProperty(LOGGER);
        if (given != null) {
            return SettingOutcome.skipped(NAME, LOGGER + "=" + given + " was given");
        }
        if (machine.isLoaded("jnijavacpp")) {
            return SettingOutcome.failed(NAME, "too late: JavaCPP is loaded already");
        }
        System.setProperty(LOGGER, "slf4j");
        return SettingOutcome.applied(NAME, LOGGER + "=slf4j");
    }
}
