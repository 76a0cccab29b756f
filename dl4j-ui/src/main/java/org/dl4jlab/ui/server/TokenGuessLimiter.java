package org.dl4jlab.ui.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.dl4jlab.ui.cache.LruCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down and reports who guesses an access token: ten guesses at once from one address, then one per second, and fifty and
 * five from all addresses together. Used by the server's one event loop, so it needs no lock.
 */
final class TokenGuessLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(TokenGuessLimiter.class);

    private static final int ADDRESSES = 1000;
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String what;
    private final LongSupplier clock;
    private final Bucket all;
    private final LruCache<String, Bucket> byAddress = new LruCache<>(ADDRESSES);

    private long unreported;
    private String lastAddress = "";
    private long reportedNanos;
    private boolean reported;

    /**
     * @param what is guessed, for the log
     * @param clock in nanoseconds
     */
    TokenGuessLimiter(String what, LongSupplier clock) {
        this.what = what;
        this.clock = clock;
        this.all = new Bucket(50, 5, clock.getAsLong());
    }

    /** Guesses that are left, refilled over time. */
    private static final class Bucket {

        private final double capacity;
        private final double perSecond;
        private double left;
        private long nanos;

        Bucket(double capacity, double perSecond, long now) {
            this.capacity = capacity;
            this.perSecond = perSecond;
            this.left = capacity;
            this.nanos = now;
        }

        boolean isEmpty(long now) {
            left = Math.min(capacity, left + perSecond * (now - nanos) / 1e9);
            nanos = now;
            return left < 1;
        }

        void take() {
            left = Math.max(0, left - 1);
        }
    }

    private Bucket of(String address) {
        return byAddress.get(address).orElseGet(() -> {
            Bucket full = new Bucket(10, 1, clock.getAsLong());
            byAddress.put(address, full);
            return full;
        });
    }

    /** Whether another guess from this address may be looked at now. */
    boolean mayGuess(String address) {
        long now = clock.getAsLong();
        // Both are brought up to date.
        boolean none = of(address).isEmpty(now) | all.isEmpty(now);
        return !none;
    }

    /** Takes note of a wrong guess, or of one that was not looked at. */
    void refused(String address) {
        of(address).take();
        all.take();
        unreported++;
        lastAddress = address;
        report();
    }

    /** Logs what was refused since the last time, at most every ten seconds. */
    void report() {
        long now = clock.getAsLong();
        if (unreported == 0 || reported && now - reportedNanos < REPORT_NANOS) {
            return;
        }
        LOG.warn("Refused {} request(s) with a wrong {}, the last one from {}", unreported, what, lastAddress);
        unreported = 0;
        reported = true;
        reportedNanos = now;
    }
}
