package org.dl4jlab.data.batches;

import java.util.Arrays;
import org.dl4jlab.data.random.SplitMix64;

/** The order in which the positions of a view are visited in each epoch. Safe for use by several threads. */
final class EpochOrder {

    private final int size;
    private final boolean shuffled;
    private final long seed;

    // While one epoch ends, the workers already begin the next, so two orders are in use at once.
    private final int[][] orders = new int[2][];
    private final int[] epochs = {-1, -1};

    private EpochOrder(int size, boolean shuffled, long seed) {
        this.size = size;
        this.shuffled = shuffled;
        this.seed = seed;
    }

    static EpochOrder sequential(int size) {
        return new EpochOrder(size, false, 0);
    }

    static EpochOrder shuffled(int size, long seed) {
        return new EpochOrder(size, true, seed);
    }

    boolean isShuffled() {
        return shuffled;
    }

    /** Positions in visiting order; shared, not to be written to. */
    synchronized int[] positions(int epoch) {
        int slot = shuffled ? epoch & 1 : 0;
        if (orders[slot] == null || shuffled && epochs[slot] != epoch) {
            int[] order = new int[size];
            Arrays.setAll(order, i -> i);
            if (shuffled) {
                SplitMix64.shuffle(order, SplitMix64.child(seed, epoch));
            }
            orders[slot] = order;
            epochs[slot] = epoch;
        }
        return orders[slot];
    }
}
