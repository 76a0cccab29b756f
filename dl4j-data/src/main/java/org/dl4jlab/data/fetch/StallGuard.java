package org.dl4jlab.data.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends the reading of a response that has gone silent: the JDK's HTTP client limits the time until the answer begins,
 * but not the time between two bytes of it.
 */
final class StallGuard extends FilterInputStream {

    // A trickle is as useless as silence: at this rate the largest data set would take days.
    private static final long FEWEST_BYTES = 1024;

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "download-stall-guard");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration limit;
    private ScheduledFuture<?> watch;
    private volatile long bytes;
    private volatile boolean stalled;
    private long bytesBefore;

    private StallGuard(InputStream in, Duration limit) {
        super(in);
        this.limit = limit;
    }

    /** @param limit in which at least 1 KiB must arrive, or reading fails */
    static InputStream watch(InputStream in, Duration limit) {
        StallGuard guard = new StallGuard(in, limit);
        guard.watch =
                CLOCK.scheduleWithFixedDelay(guard::check, limit.toMillis(), limit.toMillis(), TimeUnit.MILLISECONDS);
        return guard;
    }

    private void check() {
        if (bytes - bytesBefore < FEWEST_BYTES) {
            stalled = true;
            try {
                // Wakes the reader, with an exception or an early end.
                in.close();
            } catch (IOException e) {
                // The reader reports the stall.
            }
        }
        bytesBefore = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one reader
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int n = super.read(target, offset, length);
            if (stalled && n < 0) {
                throw new IOException("end");
            }
            bytes += Math.max(n, 0);
            return n;
        } catch (IOException e) {
            if (stalled) {
                throw new IOException("went silent for " + limit.toSeconds() + " s after " + bytes + " bytes", e);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }
}
