package org.dl4jlab.ui.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a server may take from the program that it runs in, which may be training.
 *
 * @param connections open at one time; the newest is closed when there are more
 * @param firstRequestMillis within which a new connection must have sent a whole request
 * @param idleMillis after which a connection without a request is closed
 * @param answerMillis within which an answer must have been taken
 * @param processors that serving may use on average, as 0.2 for a fifth of one
 * @param burstSeconds of a processor that may be used at once after a quiet time
 */
public record ServerLimits(
        int connections,
        long firstRequestMillis,
        long idleMillis,
        long answerMillis,
        double processors,
        double burstSeconds) {

    private static final int MOST_CONNECTIONS = 64;
    private static final int FEWEST_CONNECTIONS = 8;

    public ServerLimits {
        if (connections < 1 || firstRequestMillis < 1 || idleMillis < 1 || answerMillis < 1) {
            throw new IllegalArgumentException("A server needs a connection and some time for it.");
        }
        if (!(processors > 0 && burstSeconds > 0)) {
            throw new IllegalArgumentException("A server needs a share of a processor.");
        }
    }

    /**
     * For this machine: 64 connections, fewer where the program may open few files; a tenth of the processors after a burst
     * of five seconds of one.
     */
    public static ServerLimits standard() {
        return new ServerLimits(
                affordable(),
                10_000,
                30_000,
                120_000,
                0.1 * Runtime.getRuntime().availableProcessors(),
                5);
    }

    /** A quarter of the files that may still be opened. */
    private static int affordable() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
            return (int) Math.max(FEWEST_CONNECTIONS, Math.min(MOST_CONNECTIONS, free / 4));
        }
        return MOST_CONNECTIONS;
    }

    public ServerLimits withConnections(int most) {
        return new ServerLimits(most, firstRequestMillis, idleMillis, answerMillis, processors, burstSeconds);
    }

    public ServerLimits withTimes(long firstRequest, long idle, long answer) {
        return new ServerLimits(connections, firstRequest, idle, answer, processors, burstSeconds);
    }

    public ServerLimits withProcessors(double share, double burst) {
        return new ServerLimits(connections, firstRequestMillis, idleMillis, answerMillis, share, burst);
    }
}
