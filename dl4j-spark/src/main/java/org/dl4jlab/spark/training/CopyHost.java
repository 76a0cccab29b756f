package org.dl4jlab.spark.training;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.broadcast.Broadcast;
import org.dl4jlab.spark.ExecutorSetup;
import org.dl4jlab.training.parallel.Machines.RoundStart;
import org.dl4jlab.training.parallel.Replica;

/**
 * The copies of networks that an executor keeps from round to round, with their decoded images and compiled plans. Each has a
 * thread of its own: Spark runs every task on another one, but a network and ND4J's random generator belong to one thread.
 */
final class CopyHost {

    private static final Map<String, CopyHost> HOSTS = new ConcurrentHashMap<>();

    private final ExecutorService thread;
    private Replica replica;

    private CopyHost(String key) {
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "copy-" + key);
            made.setDaemon(true);
            return made;
        });
    }

    /** Fetches the images and makes the network. */
    static void prepare(CopyPlace place) {
        host(place).on(() -> host(place).replica(place));
    }

    static CopyReply train(CopyPlace place, Broadcast<byte[]> start) {
        CopyHost host = host(place);
        return host.on(() -> {
            Replica replica = host.replica(place);
            byte[] packed = start.value();
            long received = System.nanoTime();
            RoundStart unpacked = Packed.object(packed, RoundStart.class);
            long began = System.nanoTime();
            Replica.Outcome outcome = replica.train(unpacked);
            long ended = System.nanoTime();
            byte[] sum = Packed.bytes(outcome.sum());
            double serialization = (began - received + System.nanoTime() - ended) / 1e9;
            return new CopyReply(place.machine(), sum, List.of(outcome.report()), serialization);
        });
    }

    static void close(CopyPlace place) {
        CopyHost host = HOSTS.remove(place.key());
        if (host != null) {
            host.on(() -> {
                if (host.replica != null) {
                    host.replica.close();
                }
                return place;
            });
            host.thread.shutdown();
        }
    }

    /** How many copies this process keeps. */
    static int size() {
        return HOSTS.size();
    }

    /** As a process forgets that ends. */
    static void forgetAll() {
        HOSTS.clear();
    }

    private static CopyHost host(CopyPlace place) {
        return HOSTS.computeIfAbsent(place.key(), CopyHost::new);
    }

    private Replica replica(CopyPlace place) {
        if (replica == null) {
            ExecutorSetup.complete();
            replica = new Replica(place.part().value());
        }
        return replica;
    }

    private <T> T on(Callable<T> work) {
        try {
            return thread.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a copy of the network was trained", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a copy of the network failed: " + e.getCause(), e.getCause());
        }
    }
}
