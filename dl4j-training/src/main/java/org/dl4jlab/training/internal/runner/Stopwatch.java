package org.dl4jlab.training.internal.runner;

/** Measures consecutive stretches of time. */
final class Stopwatch {

    private long last = System.nanoTime();

    /** Seconds since the last lap, or since this stopwatch was made. */
    double lap() {
        long now = System.nanoTime();
        double seconds = (now - last) / 1e9;
        last = now;
        return seconds;
    }
}
