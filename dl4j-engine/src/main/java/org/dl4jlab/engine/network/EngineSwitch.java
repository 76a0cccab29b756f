package org.dl4jlab.engine.network;

/** The system property that switches the engine off. */
public final class EngineSwitch {
    /** Set to {@code off}, networks are left as they are. */
    public static final String PROPERTY = "dl4jlab.engine";

    private EngineSwitch() {}

    /** Whether networks are accelerated. */
    public static boolean isOn() {
        return !"off".equalsIgnoreCase(System.getProperty(PROPERTY));
    }
}
