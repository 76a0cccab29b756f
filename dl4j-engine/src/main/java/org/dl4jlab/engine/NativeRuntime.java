package org.dl4jlab.engine;

import java.util.Map;
import org.dl4jlab.engine.internal.runtime.RuntimeSetup;

/**
 * Sets up the native libraries of DL4J inside this JVM.
 *
 * <p>Call {@link #configure()} first thing in {@code main}, before any class of ND4J or DL4J is touched: it takes
 * milliseconds and loads nothing. {@link #load()} then loads ND4J and sets again what its start-up overwrites; call it
 * before the first network is built. A program that calls neither gets both at the first {@link Engine#accelerate},
 * which is too late for what ND4J reads when it is loaded; {@link RuntimeReport} tells.
 *
 * <p>System properties: {@code dl4jlab.runtime=off} leaves everything as shipped, {@code dl4jlab.runtime.<name>=off}
 * one setting; {@code dl4jlab.threads=n} replaces the number of cores as the thread count.
 */
public final class NativeRuntime {

    /** Set to {@code off}, nothing is changed. */
    public static final String SWITCH_PROPERTY = RuntimeSetup.SWITCH_PROPERTY;

    /** Number of OpenMP threads, if not one a core. */
    public static final String THREADS_PROPERTY = RuntimeSetup.THREADS_PROPERTY;

    private NativeRuntime() {}

    /**
     * Sets everything that must be set before ND4J is loaded. A second call changes nothing.
     *
     * @return what was set so far
     * @throws IllegalArgumentException if {@value #THREADS_PROPERTY} is not a positive number
     */
    public static RuntimeReport configure() {
        return RuntimeSetup.configure();
    }

    /**
     * Configures if that was not done yet, loads ND4J, and sets what its start-up overwrote. A second call does nothing.
     *
     * @return what is in force
     * @throws BackendException if ND4J cannot run on this machine; the message says why and what to do
     */
    public static RuntimeReport load() {
        return RuntimeSetup.load();
    }

    /**
     * Threads that compute side by side: as configured, or as {@link #configure()} would choose. Sets nothing.
     *
     * @throws IllegalArgumentException if {@value #THREADS_PROPERTY} is not a positive number
     */
    public static int threads() {
        return RuntimeSetup.threads();
    }

    /** Why each setting is there, by name, in the order of the report. */
    public static Map<String, String> reasons() {
        return RuntimeSetup.reasons();
    }
}
