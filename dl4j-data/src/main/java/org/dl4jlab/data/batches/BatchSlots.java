package org.dl4jlab.data.batches;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * Makes and fills the arrays of consecutively numbered batches: batch {@code b} of epoch {@code e} has the number
 * {@code e * batches + b}, so that workers run on into the next epoch without a pause.
 */
final class BatchSlots {

    private final BatchPlan plan;
    private final LabelCoding coding;
    private final boolean flat;
    private final boolean reuse;
    private final boolean shared;

    // The filler used last comes first, because its scratch memory is still in the cache; one per worker suffices.
    private final Deque<BatchFiller> fillers = new ConcurrentLinkedDeque<>();

    BatchSlots(BatchPlan plan, LabelCoding coding, boolean flat, boolean reuse, boolean shared) {
        this.plan = plan;
        this.coding = coding;
        this.flat = flat;
        this.reuse = reuse;
        this.shared = shared;
    }

    long number(int epoch, int batch) {
        return (long) epoch * plan.batches() + batch;
    }

    /** Arrays for a batch, or for any batch if they are to be reused. */
    BatchArrays create(long number) {
        return new BatchArrays(plan, coding, flat, reuse ? plan.capacity() : plan.length(batch(number)));
    }

    void fill(BatchArrays arrays, long number) {
        try {
            arrays.fill(plan, this::withFiller, shared, epoch(number), batch(number));
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "batch " + batch(number) + " of epoch " + epoch(number) + " could not be made: " + failure,
                    failure);
        }
    }

    private void withFiller(Consumer<BatchFiller> action) {
        BatchFiller filler = fillers.poll();
        if (filler == null) {
            filler = new BatchFiller(plan);
        }
        try {
            action.accept(filler);
        } finally {
            fillers.push(filler);
        }
    }

    private int epoch(long number) {
        return (int) (number / plan.batches());
    }

    private int batch(long number) {
        return (int) (number % plan.batches());
    }
}
