package org.dl4jlab.spark.jobs;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobResult;
import org.dl4jlab.training.cluster.PackedFolder;

/** Each job is a Spark job of one task: Spark repeats it elsewhere when its executor is lost, and nothing else with it. */
public final class SparkCluster implements Cluster {

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    /** Threads that wait for jobs take memory too. */
    private static final int MOST_SLOTS = 256;

    private final String address;
    private final SparkConnection connection;
    private final JavaSparkContext context;
    private final SentData data;
    private final AtomicLong numbers = new AtomicLong();

    /** @param store of the data that jobs need; what is not there yet is fetched */
    public SparkCluster(String address, SparkConnection connection, DataStore store) {
        this.address = address;
        this.connection = connection;
        this.context = connection.context();
        this.data = new SentData(context, store);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public int slots() {
        return Math.min(MOST_SLOTS, Math.max(1, connection.awaitCores() / threads()));
    }

    @Override
    public int threads() {
        return context.getConf().getInt("spark.task.cpus", 1);
    }

    @Override
    public JobResult perform(Job job, StopSignal stop) {
        if (stop.requested()) {
            throw new CancellationException("stopped before it began");
        }
        JobTask task = new JobTask(job.handler(), job.description(), data.send(job.data()));
        String group = "job " + numbers.incrementAndGet();
        // A thread's own; without an interrupt, which would close the files that the job writes.
        context.setJobGroup(group, job.title(), false);
        JavaFutureAction<List<JobReply>> action =
                context.parallelize(List.of(task), 1).map(JobTask::perform).collectAsync();
        JobReply reply = await(action, group, job, stop).get(0);
        if (reply.failure() != null) {
            throw new ClusterException(reply.failure());
        }
        return new JobResult(reply.host(), PackedFolder.of(reply.files()));
    }

    private List<JobReply> await(JavaFutureAction<List<JobReply>> action, String group, Job job, StopSignal stop) {
        while (true) {
            try {
                return action.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stop.requested()) {
                    context.cancelJobGroup(group);
                    throw new CancellationException("stopped");
                }
                if (context.sc().isStopped()) {
                    throw lost(job, "the connection to " + address + " has ended");
                }
            } catch (InterruptedException e) {
                context.cancelJobGroup(group);
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            } catch (ExecutionException e) {
                if (stop.requested()) {
                    throw new CancellationException("stopped");
                }
                throw lost(job, SparkFailure.reason(e.getCause()));
            }
        }
    }

    private static ClusterException lost(Job job, String reason) {
        return new ClusterException(job.title() + " was not done: " + reason);
    }

    @Override
    public void close() {
        connection.close();
        data.close();
    }
}
