package org.dl4jlab.engine.internal.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.engine.BackendException;
import org.dl4jlab.engine.RuntimeReport;
import org.dl4jlab.engine.SettingOutcome;

/** The set-up of the native runtime, which happens once in the life of a process: when it is asked for, or on first use. */
public final class RuntimeSetup {

    /** Set to {@code off}, nothing is changed. */
    public static final String SWITCH_PROPERTY = "dl4jlab.runtime";

    /** Number of OpenMP threads, if not one a core. */
    public static final String THREADS_PROPERTY = "dl4jlab.threads";

    private static Machine machine;
    private static List<SettingOutcome> outcomes;
    private static boolean loaded;

    private RuntimeSetup() {}

    /**
     * Sets everything that must be set before ND4J is loaded. A second call changes nothing.
     *
     * @return what was set so far
     * @throws IllegalArgumentException if {@value #THREADS_PROPERTY} is not a positive number
     */
    public static synchronized RuntimeReport configure() {
        if (outcomes == null) {
            machine = Machine.detect();
            List<SettingOutcome> found = new ArrayList<>();
            for (RuntimeSetting setting : RuntimeSettings.ALL) {
                found.add(isOff(setting.name()) ? switchedOff(setting.name()) : setting.beforeLoad(machine));
            }
            outcomes = found;
        }
        return new RuntimeReport(machine.threads(), outcomes);
    }

    /**
     * Configures if that was not done yet, loads ND4J, and sets what its start-up overwrote. A second call does nothing.
     *
     * @return what is in force
     * @throws BackendException if ND4J cannot run on this machine
     */
    public static synchronized RuntimeReport load() {
        configure();
        if (!loaded) {
            NativeBuild.requireSupported(machine.cpu());
            Backends.requireUsable();
            List<SettingOutcome> found = new ArrayList<>();
            for (int i = 0; i < RuntimeSettings.ALL.size(); i++) {
                RuntimeSetting setting = RuntimeSettings.ALL.get(i);
                SettingOutcome before = outcomes.get(i);
                found.add(isOff(setting.name()) ? before : setting.afterLoad(machine, before));
            }
            outcomes = found;
            loaded = true;
        }
        return configure();
    }

    /**
     * Threads that compute side by side: as configured, or as {@link #configure()} would choose. Sets nothing.
     *
     * @throws IllegalArgumentException if {@value #THREADS_PROPERTY} is not a positive number
     */
    public static synchronized int threads() {
        return machine == null ? Machine.detect().threads() : machine.threads();
    }

    /** Why each setting is there, by name, in the order of the report. */
    public static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        RuntimeSettings.ALL.forEach(setting -> reasons.put(setting.name(), setting.reason()));
        return reasons;
    }

    private static boolean isOff(String setting) {
        return "off".equalsIgnoreCase(System.getProperty(SWITCH_PROPERTY))
                || "off".equalsIgnoreCase(System.getProperty(SWITCH_PROPERTY + "." + setting));
    }

    private static SettingOutcome switchedOff(String setting) {
        String all = System.getProperty(SWITCH_PROPERTY);
        return SettingOutcome.skipped(
                setting,
                "off".equalsIgnoreCase(all)
                        ? SWITCH_PROPERTY + "=off was given"
                        : SWITCH_PROPERTY + "." + setting + "=off was given");
    }
}
