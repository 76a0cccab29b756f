package org.dl4jlab.training.internal.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * One event of a log.
 *
 * @param level its name, such as {@code WARN}
 * @param logger name of the logger, mostly that of a class
 */
record LogLine(Instant time, String level, String logger, String thread, String message, Optional<Throwable> thrown) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** As it stands in the file: a line, and the stack trace below it if there is one. */
    String text() {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            out.printf(
                    Locale.ROOT, "%s %-5s %s [%s] %s%n", TIME.format(time), level, shortened(logger), thread, message);
            thrown.ifPresent(t -> t.printStackTrace(out));
        }
        return text.toString();
    }

    /** Packages by their first letters, such as {@code o.d.t.Lab}. */
    private static String shortened(String logger) {
        StringBuilder text = new StringBuilder();
        String[] parts = logger.split("\\.");
        for (int i = 0; i < parts.length - 1; i++) {
            if (!parts[i].isEmpty()) {
                text.append(parts[i].charAt(0)).append('.');
            }
        }
        return parts.length == 0 ? logger : text.append(parts[parts.length - 1]).toString();
    }
}
