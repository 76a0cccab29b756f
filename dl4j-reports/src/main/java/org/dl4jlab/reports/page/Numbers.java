package org.dl4jlab.reports.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers, durations and dates are written in a report: the same everywhere, on every machine. */
public final class Numbers {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Keeps a number and its unit on one line. */
    private static final String NBSP = "\u00a0";

    private Numbers() {}

    /** A share in [0, 1] with two digits: {@code 94.73 %}. */
    public static String percent(double share) {
        return decimal(100 * share, 2) + NBSP + "%";
    }

    /** A share in [0, 1] without needless digits: {@code 93 %}, {@code 86.5 %}. */
    public static String shortPercent(double share) {
        String text = decimal(100 * share, 1);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + NBSP + "%";
    }

    /** A share in [0, 1] with one digit; a dash where nothing was measured. */
    public static String percentOrDash(double share) {
        return Double.isFinite(share) ? decimal(100 * share, 1) + NBSP + "%" : "–";
    }

    public static String decimal(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : "not a number";
    }

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 image}, {@code 2 images}. */
    public static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    public static String rate(double perSecond) {
        return perSecond >= 100 ? count(Math.round(perSecond)) : decimal(perSecond, 1);
    }

    /** {@code 0.42 s}, {@code 12.3 s}, {@code 3 min 12 s}, {@code 2 h 5 min}. */
    public static String duration(double seconds) {
        if (seconds < 10) {
            return decimal(seconds, 2) + NBSP + "s";
        }
        if (seconds < 60) {
            return decimal(seconds, 1) + NBSP + "s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    public static String bytes(long bytes) {
        double gib = bytes / (double) (1L << 30);
        return gib >= 1 ? decimal(gib, 1) + NBSP + "GiB" : decimal(bytes / (double) (1L << 20), 0) + NBSP + "MiB";
    }

    public static String date(Instant instant) {
        return DATE.format(instant);
    }
}
