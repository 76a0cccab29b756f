package org.dl4jlab.sweeps;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jlab.training.StopSignal;

/** Threads that share the work of a sweep. A failure is told only when all have done with it, since they write into its folder. */
final class Workers {

    private Workers() {}

    /**
     * Runs the same work in so many threads and returns when all have done with it.
     *
     * @param stop asks the others to end when one has failed, or when the calling thread is interrupted. They are not
     *     interrupted: their files would be closed under their hands.
     * @throws CancellationException if the calling thread was interrupted, whose mark is then set again
     * @throws RuntimeException what the first thread threw that failed; what others threw is suppressed in it
     */
    static void run(int threads, Runnable work, StopSignal.Switch stop) {
        AtomicInteger numbers = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, task -> new Thread(task, "sweep-worker-" + numbers.incrementAndGet()));
        CompletionService<Void> running = new ExecutorCompletionService<>(pool);
        Throwable failure = null;
        int begun = 0;
        try {
            for (; begun < threads; begun++) {
                running.submit(work, null);
            }
        } catch (RuntimeException | Error e) { // there may be no room for another thread
            failure = e;
            stop.stop();
        }
        pool.shutdown();
        boolean interrupted = false;
        // In the order in which they end: others may wait for what one that failed was to do.
        for (int ended = 0; ended < begun; ) {
            try {
                running.take().get();
                ended++;
            } catch (ExecutionException e) {
                ended++;
                stop.stop();
                if (failure == null) {
                    failure = e.getCause();
                } else if (failure != e.getCause()) {
                    failure.addSuppressed(e.getCause());
                }
            } catch (InterruptedException e) {
                interrupted = true;
                stop.stop();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException thrown) {
            throw thrown;
        }
        if (failure != null) {
            throw new SweepException(failure.toString(), failure);
        }
        if (interrupted) {
            throw new CancellationException("the sweep was interrupted");
        }
    }
}
