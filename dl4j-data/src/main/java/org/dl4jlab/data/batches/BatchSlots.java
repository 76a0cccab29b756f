package org.dl4jlab.data.batches;

/**
 * Makes and fills the arrays of consecutively numbered batches: batch {@code b} of epoch {@code e} has the number
 * {@code e * batches + b}, so that workers run on into the next epoch without a pause.
 */
record BatchSlots(BatchPlan plan, LabelCoding coding, boolean flat, boolean reuse) {

    long number(int epoch, int batch) {
        return (long) epoch * plan.batches() + batch;
    }

    /** Arrays for a batch, or for any batch if they are to be reused. */
    BatchArrays create(long number) {
        return new BatchArrays(plan, coding, flat, reuse ? plan.capacity() : plan.length(batch(number)));
    }

    void fill(BatchArrays arrays, long number) {
        try {
            arrays.fill(epoch(number), batch(number));
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "batch " + batch(number) + " of epoch " + epoch(number) + " could not be made: " + failure,
                    failure);
        }
    }

    private int epoch(long number) {
        return (int) (number / plan.batches());
    }

    private int batch(long number) {
        return (int) (number % plan.batches());
    }
}
