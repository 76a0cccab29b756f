package org.dl4jlab.data.batches;

import java.util.function.LongFunction;

/** First version: no threads yet. */
final class Prefetcher<S> implements AutoCloseable {

    interface Filler<S> {
        void fill(S slot, long number);
    }

    private final boolean reuse;
    private final LongFunction<S> slots;
    private final Filler<S> filler;
    private S slot;

    Prefetcher(int workers, int depth, boolean reuse, LongFunction<S> slots, Filler<S> filler) {
        this.reuse = reuse;
        this.slots = slots;
        this.filler = filler;
    }

    S take(long number) {
        if (slot == null || !reuse) {
            slot = slots.apply(number);
        }
        filler.fill(slot, number);
        return slot;
    }

    @Override
    public void close() {}
}
