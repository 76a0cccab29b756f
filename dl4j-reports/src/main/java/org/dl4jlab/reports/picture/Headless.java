package org.dl4jlab.reports.picture;

/** Keeps Java2D from looking for a screen: pictures go to files, and a server's Java often has no window system. */
final class Headless {

    private static final String PROPERTY = "java.awt.headless";

    private Headless() {}

    /** Must run before the first use of Java2D in the process. A choice that the user made stays. */
    static void ensure() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "true");
        }
    }
}
