package org.dl4jlab.engine.internal.network;

import java.util.Iterator;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** One pass over batches, with the time that each took to arrive. */
final class BatchLoop {
    private BatchLoop() {}

    /**
     * @param arrived told before each batch how many milliseconds it took to arrive
     * @param fit trains on a batch; false ends the pass
     */
    static <B> void run(Iterator<B> batches, LongConsumer arrived, Predicate<B> fit) {
        long before = System.currentTimeMillis();
        while (batches.hasNext()) {
            B batch = batches.next();
            arrived.accept(System.currentTimeMillis() - before);
            if (!fit.test(batch)) {
                return;
            }
            before = System.currentTimeMillis();
        }
    }
}
