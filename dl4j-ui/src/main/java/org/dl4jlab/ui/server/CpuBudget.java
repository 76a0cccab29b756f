package org.dl4jlab.ui.server;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps account of the processor time that serving takes, so that a client in a loop slows itself and not the training. Time
 * is allowed at a steady rate and saved up to a limit; what was used beyond that must be waited for.
 */
final class CpuBudget {

    private final double processors;
    private final double burstNanos;
    private final LongSupplier used;
    private final LongSupplier clock;
    private double allowed;
    private long usedNanos;
    private long nanos;

    /**
     * @param used processor time of the server so far, in nanoseconds
     * @param clock in nanoseconds
     */
    CpuBudget(ServerLimits limits, LongSupplier used, LongSupplier clock) {
        this.processors = limits.processors();
        this.burstNanos = limits.burstSeconds() * 1e9;
        this.used = used;
        this.clock = clock;
        this.allowed = burstNanos;
        this.usedNanos = used.getAsLong();
        this.nanos = clock.getAsLong();
    }

    /** Milliseconds until another request may be worked on; 0 if that is now. */
    long waitMillis() {
        long now = clock.getAsLong();
        long total = used.getAsLong();
        allowed = Math.min(burstNanos, allowed + processors * (now - nanos)) - (total - usedNanos);
        nanos = now;
        usedNanos = total;
        return allowed >= 0 ? 0 : 1 + (long) (-allowed / processors / 1e6);
    }

    /** The processor time of threads that make themselves known. */
    static final class Threads implements LongSupplier {

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final boolean measured = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        private final Set<Long> ids = ConcurrentHashMap.newKeySet();

        /** Counts the current thread from now on. */
        void addCurrent() {
            ids.add(Thread.currentThread().getId());
        }

        @Override
        public long getAsLong() {
            long sum = 0;
            if (measured) {
                for (long id : ids) {
                    sum += Math.max(0, threads.getThreadCpuTime(id));
                }
            }
            return sum;
        }
    }
}
