package org.dl4jlab.engine.internal.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Long stretches of an array cut into pieces for threads. Where the cuts are depends on the stretches alone, so that sums
 * over pieces are the same for any number of threads.
 */
final class Pieces {
    /** A quarter of a megabyte of each array: some tens of microseconds of work, for which memory is read in order. */
    private static final int LENGTH = 1 << 16;

    private final List<Piece> pieces = new ArrayList<>();

    /** @param lengths of the stretches */
    Pieces(IntStream lengths) {
        int stretch = 0;
        for (int length : lengths.toArray()) {
            for (int offset = 0; offset < length; offset += LENGTH) {
                pieces.add(new Piece(stretch, offset, Math.min(LENGTH, length - offset)));
            }
            stretch++;
        }
    }

    int count() {
        return pieces.size();
    }

    Piece get(int index) {
        return pieces.get(index);
    }

    /**
     * A piece.
     *
     * @param stretch number of the stretch
     * @param offset first element, counted from the start of the stretch
     * @param length number of elements
     */
    record Piece(int stretch, int offset, int length) {}
}
