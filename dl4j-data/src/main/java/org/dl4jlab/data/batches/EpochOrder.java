package org.dl4jlab.data.batches;

import java.util.Arrays;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.random.SplitMix64;

/** The order in which the positions of a view are visited in each epoch. Safe for use by several threads. */
final class EpochOrder {

    /** Apart from all numbers of epochs, which are children of the same seed. */
    private static final long CLASSES = 1L << 40;

    /** Makes the order of an epoch. */
    @FunctionalInterface
    private interface Drawing {
        Visits draw(int epoch);
    }

    /**
     * The visits of one epoch.
     *
     * @param positions in a view, in visiting order; shared, not to be written to
     * @param copies how often the position was visited before in this epoch; empty if all are visited once
     */
    record Visits(int[] positions, int[] copies) {

        int size() {
            return positions.length;
        }

        int copy(int visit) {
            return copies.length == 0 ? 0 : copies[visit];
        }
    }

    private final boolean changes;
    private final Drawing drawing;

    // While one epoch ends, the workers already begin the next, so two orders are in use at once.
    private final Visits[] orders = new Visits[2];
    private final int[] epochs = {-1, -1};

    private EpochOrder(boolean changes, Drawing drawing) {
        this.changes = changes;
        this.drawing = drawing;
    }

    static EpochOrder sequential(int size) {
        return new EpochOrder(false, epoch -> new Visits(ascending(size), new int[0]));
    }

    static EpochOrder shuffled(int size, long seed) {
        return new EpochOrder(true, epoch -> shuffle(size, seed, epoch));
    }

    /** The order that {@link #shuffled} has in its first epoch, in every epoch. */
    static EpochOrder shuffledOnce(int size, long seed) {
        return new EpochOrder(false, epoch -> shuffle(size, seed, 0));
    }

    /** All images of the first class, then all of the second, and so on; those of one class in the view's order. */
    static EpochOrder byClass(ImageView view) {
        return new EpochOrder(
                false,
                epoch -> new Visits(
                        Arrays.stream(members(view))
                                .flatMapToInt(Arrays::stream)
                                .toArray(),
                        new int[0]));
    }

    private static Visits shuffle(int size, long seed, int epoch) {
        int[] order = ascending(size);
        SplitMix64.shuffle(order, SplitMix64.child(seed, epoch));
        return new Visits(order, new int[0]);
    }

    /**
     * As many visits as the view has images, an equal number to every class that has any (within one), in random order. The
     * images of a class take turns, also from epoch to epoch: none is visited again before all others have been.
     */
    static EpochOrder balanced(ImageView view, long seed) {
        int[][] members = members(view);
        return new EpochOrder(true, epoch -> {
            int[] positions = new int[view.size()];
            int filled = 0;
            int left = view.size();
            for (int c = 0; c < members.length; c++) {
                // The largest whole share of what is left differs between classes by one at most.
                int quota = left / (members.length - c);
                left -= quota;
                takeTurns(members[c], SplitMix64.child(seed, CLASSES + c), epoch, positions, filled, quota);
                filled += quota;
            }
            SplitMix64.shuffle(positions, SplitMix64.child(seed, epoch));
            return new Visits(positions, copies(positions));
        });
    }

    /** Positions of the images of each class that has any. */
    private static int[][] members(ImageView view) {
        int[] counts = view.countByClass();
        int[][] members = new int[counts.length][];
        Arrays.setAll(members, c -> new int[counts[c]]);
        int[] filled = new int[counts.length];
        for (int i = 0; i < view.size(); i++) {
            int label = view.label(i);
            members[label][filled[label]++] = i;
        }
        return Arrays.stream(members).filter(m -> m.length > 0).toArray(int[][]::new);
    }

    /** The members in one shuffled order after another, of which each epoch takes the next {@code quota}. */
    private static void takeTurns(int[] members, long seed, int epoch, int[] positions, int filled, int quota) {
        int[] round = new int[0];
        for (int k = 0; k < quota; k++) {
            long turn = (long) epoch * quota + k;
            int place = (int) (turn % members.length);
            if (place == 0 || k == 0) {
                round = members.clone();
                SplitMix64.shuffle(round, SplitMix64.child(seed, turn / members.length));
            }
            positions[filled + k] = round[place];
        }
    }

    private static int[] copies(int[] positions) {
        int[] copies = new int[positions.length];
        int[] visits = new int[positions.length];
        for (int k = 0; k < positions.length; k++) {
            copies[k] = visits[positions[k]]++;
        }
        return copies;
    }

    private static int[] ascending(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        return order;
    }

    synchronized Visits visits(int epoch) {
        int slot = changes ? epoch & 1 : 0;
        if (orders[slot] == null || changes && epochs[slot] != epoch) {
            orders[slot] = drawing.draw(epoch);
            epochs[slot] = epoch;
        }
        return orders[slot];
    }
}
