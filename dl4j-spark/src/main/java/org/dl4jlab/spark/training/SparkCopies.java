package org.dl4jlab.spark.training;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.dl4jlab.spark.jobs.SparkFailure;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.parallel.Machines.Copies;
import org.dl4jlab.training.parallel.Machines.ReplicaReport;
import org.dl4jlab.training.parallel.Machines.Round;
import org.dl4jlab.training.parallel.Machines.RoundStart;
import org.dl4jlab.training.parallel.ReplicaPart;
import org.dl4jlab.training.parallel.StateSum;
import org.slf4j.Logger;
import scala.Tuple2;

/**
 * Copies of a network on Spark's executors. A round is one Spark job: a broadcast of the common state, a task for each copy,
 * and the sum of what comes back.
 *
 * <p>Each part of the images is a broadcast of its own, which only the executor that needs it fetches, once; an executor that
 * takes a lost one's place fetches it again. Spark sends a task where its partition of a small cached table lies, which is
 * where its copy is.
 */
final class SparkCopies implements Copies {

    private static final Logger log = RunLog.logger(SparkCopies.class);

    /** The driver adds up so many states alone; of more, executors add up groups first. */
    private static final int MOST_FOR_THE_DRIVER = 8;

    private final JavaSparkContext context;
    private final int count;
    private final List<Broadcast<ReplicaPart>> parts;
    private final JavaRDD<CopyPlace> places;

    private SparkCopies(
            JavaSparkContext context, int count, List<Broadcast<ReplicaPart>> parts, JavaRDD<CopyPlace> places) {
        this.context = context;
        this.count = count;
        this.parts = parts;
        this.places = places;
    }

    static SparkCopies start(JavaSparkContext context, int count, IntFunction<ReplicaPart> parts) {
        String training = UUID.randomUUID().toString();
        List<Broadcast<ReplicaPart>> sent = new ArrayList<>();
        List<CopyPlace> places = new ArrayList<>();
        for (int machine = 0; machine < count; machine++) {
            sent.add(context.broadcast(parts.apply(machine)));
            places.add(new CopyPlace(training, machine, sent.get(machine)));
        }
        SparkCopies copies = new SparkCopies(
                context, count, sent, context.parallelize(places, count).persist(StorageLevel.MEMORY_ONLY()));
        asked(() -> {
            copies.places.foreach(CopyHost::prepare);
            return copies;
        });
        return copies;
    }

    @Override
    public Round train(RoundStart start) {
        long packing = System.nanoTime();
        byte[] packed = Packed.bytes(start);
        double seconds = (System.nanoTime() - packing) / 1e9;
        Broadcast<byte[]> sent = context.broadcast(packed);
        try {
            List<CopyReply> replies = CopyReply.ordered(asked(() -> replies(sent)));
            long began = System.nanoTime();
            StateSum sum = CopyReply.sum(replies);
            double averaging = (System.nanoTime() - began) / 1e9;
            List<ReplicaReport> reports = new ArrayList<>();
            long bytes = (long) count * packed.length;
            for (CopyReply reply : replies) {
                reports.addAll(reply.reports());
                bytes += reply.sum().length;
            }
            return new Round(sum, reports, seconds + CopyReply.slowest(replies), averaging, bytes);
        } finally {
            sent.destroy();
        }
    }

    private List<CopyReply> replies(Broadcast<byte[]> start) {
        JavaRDD<CopyReply> trained = places.map(place -> CopyHost.train(place, start));
        if (count <= MOST_FOR_THE_DRIVER) {
            return trained.collect();
        }
        int group = (int) Math.ceil(Math.sqrt(count));
        int groups = (count + group - 1) / group;
        return trained.mapToPair(reply -> new Tuple2<>(reply.first() / group, reply))
                .groupByKey(groups)
                .map(one -> CopyReply.merged(one._2()))
                .collect();
    }

    private interface Asking<T> {
        T ask() throws Exception;
    }

    /** Spark throws checked exceptions that its signatures do not mention. */
    private static <T> T asked(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new ClusterException("The training on the cluster failed: " + SparkFailure.reason(cause), e);
        }
    }

    @Override
    public void close() {
        try {
            places.foreach(CopyHost::close);
            places.unpersist();
            parts.forEach(Broadcast::destroy);
        } catch (RuntimeException e) {
            log.debug("The executors could not be told to forget their copies", e);
        }
    }
}
