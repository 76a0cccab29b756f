package org.dl4jlab.engine.runtime;

/** Sets variables in the environment that native libraries see; Java's own copy of it does not change. */
final class NativeEnvironment {

    private NativeEnvironment() {}

    /**
     * Sets a variable unless the user gave it a value.
     *
     * @param reader part of the file name of the library that reads the variable when it is loaded
     */
    static SettingOutcome set(Machine machine, String setting, String variable, String value, String reader) {
        String given = System.getenv(variable);
        if (given != null && !given.isEmpty()) {
            return SettingOutcome.skipped(setting, variable + "=" + given + " was given");
        }
        if (machine.isLoaded(reader)) {
            return SettingOutcome.failed(setting, "too late: " + reader + " is loaded already");
        }
        if (machine.c().isEmpty()) {
            return SettingOutcome.skipped(setting, "the C library of this platform cannot be reached");
        }
        CLibrary c = machine.c().get();
        if (c.setenv(variable, value, 1) != 0) {
            return SettingOutcome.failed(setting, "setenv " + variable + " was refused");
        }
        return SettingOutcome.applied(setting, variable + "=" + value);
    }
}
