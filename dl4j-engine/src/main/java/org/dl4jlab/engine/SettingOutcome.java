package org.dl4jlab.engine;

/**
 * What became of one setting of the native runtime.
 *
 * @param setting its name, as in the system property {@code dl4jlab.runtime.<name>}
 * @param status whether it is in force
 * @param detail the value set, or why it is not set
 */
public record SettingOutcome(String setting, Status status, String detail) {

    /** Whether a setting is in force. */
    public enum Status {
        /** Set, and the library that reads it had not been loaded yet or was told as well. */
        APPLIED,
        /** Not set, for a reason that is no fault: switched off, other platform, given by the user. */
        SKIPPED,
        /** Could not be set: too late, or the platform refused. */
        FAILED
    }

    /** A setting that is in force. */
    public static SettingOutcome applied(String setting, String detail) {
        return new SettingOutcome(setting, Status.APPLIED, detail);
    }

    /** A setting that was left alone. */
    public static SettingOutcome skipped(String setting, String why) {
        return new SettingOutcome(setting, Status.SKIPPED, why);
    }

    /** A setting that could not be made. */
    public static SettingOutcome failed(String setting, String why) {
        return new SettingOutcome(setting, Status.FAILED, why);
    }
}
