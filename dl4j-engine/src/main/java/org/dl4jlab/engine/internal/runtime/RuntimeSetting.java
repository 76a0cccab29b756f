package org.dl4jlab.engine.internal.runtime;

import org.dl4jlab.engine.SettingOutcome;

/** One thing to set in the native runtime, and why. */
interface RuntimeSetting {

    /** Short name; {@code dl4jlab.runtime.<name>=off} leaves the setting alone. */
    String name();

    /** What is gained, in one sentence. */
    String reason();

    /** Sets what must be set before ND4J's libraries are loaded. */
    SettingOutcome beforeLoad(Machine machine);

    /**
     * Sets again what ND4J's own start-up overwrites; called once its libraries are loaded.
     *
     * @param before what {@link #beforeLoad} had answered
     */
    default SettingOutcome afterLoad(Machine machine, SettingOutcome before) {
        return before;
    }
}
