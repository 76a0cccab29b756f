package org.dl4jlab.engine.internal.runtime;

import java.util.Optional;
import org.dl4jlab.engine.SettingOutcome;

/**
 * A system property that a library reads once, when it starts. One that the user gave a value keeps it.
 *
 * @param property name of the property
 * @param reader part of the file name of the native library after whose start it is too late; empty if there is none
 */
record PropertySetting(String name, String reason, String property, String value, Optional<String> reader)
        implements RuntimeSetting {

    @Override
    public SettingOutcome beforeLoad(Machine machine) {
        String given = System.getProperty(property);
        if (given != null) {
            return SettingOutcome.skipped(name, property + "=" + given + " was given");
        }
        if (reader.filter(machine::isLoaded).isPresent()) {
            return SettingOutcome.failed(name, "too late: " + reader.get() + " is loaded already");
        }
        System.setProperty(property, value);
        return SettingOutcome.applied(name, property + "=" + value);
    }
}
