package org.dl4jlab.bench.measure;

/**
 * How long a process is warmed up and measured.
 *
 * @param warmUpSeconds at least this long, and at least one step, before the clock starts
 * @param lapSeconds at least this long, and at least one step, for each lap
 * @param laps number of timed laps; their median counts. Where one step takes as long as all of them, one lap is timed
 */
public record Effort(double warmUpSeconds, double lapSeconds, int laps) {

    /** @throws IllegalArgumentException if a time is negative or there is no lap */
    public Effort {
        if (!(warmUpSeconds >= 0 && lapSeconds >= 0) || laps < 1) {
            throw new IllegalArgumentException("Times must not be negative and there must be at least one lap: "
                    + warmUpSeconds + " s, " + laps + " laps of " + lapSeconds + " s.");
        }
    }
}
