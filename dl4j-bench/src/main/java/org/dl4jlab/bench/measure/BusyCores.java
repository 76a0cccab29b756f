package org.dl4jlab.bench.measure;

import java.util.stream.IntStream;

/** Threads that compute nothing useful, as another program on the machine would, until they are closed. */
public final class BusyCores implements AutoCloseable {

    private volatile boolean closed;

    private BusyCores() {}

    /** @param cores number of threads; 0 for none */
    public static BusyCores start(int cores) {
        BusyCores busy = new BusyCores();
        IntStream.range(0, cores).forEach(i -> {
            Thread thread = new Thread(busy::spin, "busy-core-" + i);
            thread.setDaemon(true);
            thread.start();
        });
        return busy;
    }

    // No hint to the processor that this is only waiting: it has to take its share of the core.
    private void spin() {
        double value = 0;
        while (!closed) {
            value = Math.sqrt(value + 1);
        }
        if (Double.isNaN(value)) {
            throw new IllegalStateException("a square root of a positive number is no number");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
