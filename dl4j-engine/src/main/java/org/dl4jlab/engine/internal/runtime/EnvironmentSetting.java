package org.dl4jlab.engine.internal.runtime;

import java.util.function.Function;
import org.dl4jlab.engine.SettingOutcome;

/**
 * A variable in the environment that a native library reads once, when it is loaded; Java's own copy of the environment
 * does not change. One that the user gave a value keeps it.
 *
 * @param variable name of the variable
 * @param reader part of the file name of the library that reads it
 */
record EnvironmentSetting(String name, String reason, String variable, Function<Machine, String> value, String reader)
        implements RuntimeSetting {

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        String given = System.getenv(variable);
        if (given != null && !given.isEmpty()) {
            return SettingOutcome.skipped(name, variable + "=" + given + " was given");
        }
        if (machine.isLoaded(reader)) {
            return SettingOutcome.failed(name, "too late: " + reader + " is loaded already");
        }
        if (machine.c().isEmpty()) {
            return SettingOutcome.skipped(name, "the C library of this platform cannot be reached");
        }
        String chosen = value.apply(machine);
        if (machine.c().get().setenv(variable, chosen, 1) != 0) {
            return SettingOutcome.failed(name, "setenv " + variable + " was refused");
        }
        return SettingOutcome.applied(name, variable + "=" + chosen);
    }
}
