package org.dl4jlab.models.schedule;

/** Checks that all schedules share. */
final class RateChecks {

    private RateChecks() {}

    static void requireRate(String name, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be 0 or a positive number, but got " + value + ".");
        }
    }

    static void requireSteps(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but got " + value + ".");
        }
    }
}
