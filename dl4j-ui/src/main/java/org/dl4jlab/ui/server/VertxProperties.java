package org.dl4jlab.ui.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Vert.x reads from system properties, once, when its classes are loaded. A library must not set them, so a program that
 * shows a dashboard calls {@link #configure()} first thing in {@code main}.
 */
public final class VertxProperties {

    private static final Map<String, String> VALUES = values();

    private VertxProperties() {}

    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        // Vert.x 3 would log through java.util.logging, beside the program's own logger.
        values.put("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        values.put("vertx.disableDnsResolver", "true");
        // An upgrade to HTTP/2 without TLS would leave the guard's checks of HTTP/1.1 behind; no browser asks for one.
        values.put("vertx.disableH2c", "true");
        return values;
    }

    /** Sets them; before any class of Vert.x is used. */
    public static void configure() {
        VALUES.forEach(System::setProperty);
    }

    /** @throws IllegalStateException if a program did not set them */
    static void require() {
        VALUES.forEach((name, value) -> {
            if (!value.equals(System.getProperty(name))) {
                throw new IllegalStateException("The system property " + name + " must be " + value
                        + " before a server is started; call VertxProperties.configure() first thing in main.");
            }
        });
    }
}
