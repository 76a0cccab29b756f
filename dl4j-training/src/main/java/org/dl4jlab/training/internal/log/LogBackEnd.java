package org.dl4jlab.training.internal.log;

import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * A back end of SLF4J, as far as it can copy what it logs elsewhere, as into the file of a run. What this library wrote there itself is left
 * out.
 */
@FunctionalInterface
interface LogBackEnd {

    /** What is copied until it is closed. */
    @FunctionalInterface
    interface Copy extends AutoCloseable {
        @Override
        void close();
    }

    /** @param sink takes each line in the thread that logged it */
    Copy copyTo(Consumer<LogLine> sink);

    /**
     * The one that SLF4J is bound to. Classes of Logback or Log4j are touched only if they are there; any other back end, and
     * none, copies nothing.
     */
    static LogBackEnd bound() {
        ILoggerFactory bound = LoggerFactory.getILoggerFactory();
        String name = bound.getClass().getName();
        if (name.equals("ch.qos.logback.classic.LoggerContext")) {
            return new LogbackBackEnd(bound);
        }
        if (name.startsWith("org.apache.logging.slf4j.") && isPresent("org.apache.logging.log4j.core.LoggerContext")) {
            return new Log4jBackEnd();
        }
        return sink -> () -> {};
    }

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, LogBackEnd.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
