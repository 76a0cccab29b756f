package org.dl4jlab.ui.statistics;

import org.dl4jlab.ui.server.DashboardException;

/**
 * How often statistics are written and what they hold.
 *
 * @param every at least this many iterations lie between two records
 * @param share records are left out while collecting and writing them has taken more than this share of the training
 *     time, the first record not counted; 1 leaves none out
 * @param activations whether the outputs of the layers are looked at as well. A network that keeps them in a layout of its
 *     own must then copy them in each step, not only for the records
 */
public record StatisticsPlan(int every, double share, boolean activations) {

    /** Two records are a five-hundredth of the run apart at least, so that the file of a long run stays small. */
    private static final int LONG_RUN = 500;

    public StatisticsPlan {
        if (every < 1) {
            throw new DashboardException("Statistics are written every n iterations, n at least 1, not " + every + ".");
        }
        if (!(share > 0 && share <= 1)) {
            throw new DashboardException(
                    "Statistics may take a share of the time above 0 and up to 1, not " + share + ".");
        }
    }

    /** Every 10 iterations at most, and at most 2 % of the time; without the outputs of the layers. */
    public static StatisticsPlan standard() {
        return new StatisticsPlan(10, 0.02, false);
    }

    /** Everything, each {@code n} iterations, whatever it costs. */
    public static StatisticsPlan everything(int n) {
        return new StatisticsPlan(n, 1, true);
    }

    /** The first iteration that may be recorded after {@code iteration} was. */
    int next(int iteration) {
        return iteration + Math.max(every, share < 1 ? iteration / LONG_RUN : 0);
    }
}
