package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a response as a stream that notices silence and interrupts. The JDK's own stream waits for the next byte
 * without a limit and, in Java 17, swallows an interrupt.
 */
final class ResponseStream extends InputStream implements HttpResponse.BodySubscriber<InputStream> {

    // A trickle is as useless as silence: at this rate the largest data set would take days.
    private static final long FEWEST_BYTES = 1024;
    private static final List<ByteBuffer> END = List.of(ByteBuffer.allocate(0));

    private final Duration limit;
    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;
    private volatile Throwable error;
    private Iterator<ByteBuffer> buffers = List.<ByteBuffer>of().iterator();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;
    private long bytes;
    private long windowStart = System.nanoTime();
    private long windowBytes;

    /** @param limit in which at least 1 KiB must arrive, or reading fails */
    ResponseStream(Duration limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = s;
        s.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        arrived.add(item);
    }

    @Override
    public void onError(Throwable t) {
        error = t;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!current.hasRemaining()) {
            if (buffers.hasNext()) {
                current = buffers.next();
            } else if (!await()) {
                return -1;
            }
        }
        int n = Math.min(length, current.remaining());
        current.get(target, offset, n);
        bytes += n;
        return n;
    }

    /** Waits for the next buffers; returns false at the end. */
    private boolean await() throws IOException {
        if (ended) {
            return false;
        }
        List<ByteBuffer> next;
        try {
            next = arrived.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted after " + bytes + " bytes");
        }
        if (next == END) {
            if (error != null) {
                throw new IOException("was cut off after " + bytes + " bytes: " + error.getMessage(), error);
            }
            ended = true;
            return false;
        }
        if (next == null || trickles()) {
            throw new IOException("went silent for " + limit.toMillis() / 1000.0 + " s after " + bytes + " bytes");
        }
        buffers = next.iterator();
        subscription.request(1);
        return true;
    }

    private boolean trickles() {
        long now = System.nanoTime();
        if (now - windowStart < limit.toNanos()) {
            return false;
        }
        boolean slow = bytes - windowBytes < FEWEST_BYTES;
        windowStart = now;
        windowBytes = bytes;
        return slow;
    }

    @Override
    public void close() {
        Flow.Subscription s = subscription;
        if (s != null) {
            s.cancel();
        }
    }
}
