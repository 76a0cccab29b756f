package org.dl4jlab.experiments.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.dl4jlab.ui.server.VertxProperties;

/** What the program sets for its whole process, once and before anything else; libraries set nothing of this kind. */
final class ProgramSettings {

    private static final String HEADLESS = "java.awt.headless";

    /** Tribuo would print a line for every tree. Held here, because the log manager itself forgets unused loggers. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private ProgramSettings() {}

    /** A choice that the user made stays. */
    static void configure() {
        // Pictures go to files, and a server's Java often has no window system.
        if (System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
        VertxProperties.configure();
        TRIBUO.setLevel(Level.WARNING);
    }
}
