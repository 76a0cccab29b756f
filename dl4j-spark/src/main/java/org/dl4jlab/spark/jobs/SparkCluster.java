package org.dl4jlab.spark.jobs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.spark.ExecutorSetup;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.cluster.ClusterLostException;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobListener;
import org.dl4jlab.training.cluster.JobResult;
import org.dl4jlab.training.cluster.PackedFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each job is a Spark job of one task: Spark repeats it elsewhere when its executor is lost, and nothing else with it. */
public final class SparkCluster implements Cluster {

    private static final Logger log = LoggerFactory.getLogger(SparkCluster.class);

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private static final int LOOKS_BETWEEN_COUNTS = 100;
    private static final int SECONDS_TO_TELL = 20;
    private static final int SECONDS_TO_GIVE_UP = 180;

    /** Threads that wait for jobs take memory too. */
    private static final int MOST_SLOTS = 256;

    private final String address;
    private final SparkConnection connection;
    private final JavaSparkContext context;
    private final SentData data;
    private final RunningJobs running;
    private final AtomicLong numbers = new AtomicLong();

    /** When an executor was last seen, or a job began. */
    private final AtomicLong peopled = new AtomicLong();

    private final AtomicBoolean told = new AtomicBoolean();
    private final OrderlyShutdown shutdown = OrderlyShutdown.prepare();

    /** @param store of the data that jobs need; what is not there yet is fetched */
    public SparkCluster(String address, SparkConnection connection, DataStore store) {
        this.address = address;
        this.connection = connection;
        this.context = connection.context();
        this.data = new SentData(context, store);
        // Spark knows its only executor here by another address than that executor itself.
        this.running = new RunningJobs(context.isLocal() ? Optional.of(ExecutorSetup.host()) : Optional.empty());
        context.sc().addSparkListener(running);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public int slots() {
        // This process has it to load as well, which takes about as long as executors take to come.
        Thread loading = new Thread(NativeRuntime::load, "native-runtime");
        loading.setDaemon(true);
        loading.start();
        return Math.min(MOST_SLOTS, Math.max(1, connection.awaitCores() / threads()));
    }

    @Override
    public int threads() {
        return context.getConf().getInt("spark.task.cpus", 1);
    }

    @Override
    public JobResult perform(Job job, StopSignal stop, JobListener listener) {
        if (stop.requested() || shutdown.hasBegun()) {
            throw new CancellationException("stopped before it began");
        }
        peopled.set(System.nanoTime());
        String group = "job " + numbers.incrementAndGet();
        RunningJob heard = running.begin(group);
        JobReply reply;
        try {
            JobTask task = new JobTask(job.handler(), job.description(), data.send(job.data()));
            // A thread's own; without an interrupt, which would close the files that the job writes.
            context.setJobGroup(group, job.title(), false);
            JobNews news = new JobNews();
            context.sc().register(news);
            // Not a part of the task, which an executor reads before it takes accumulators in.
            JavaFutureAction<List<JobReply>> action = context.parallelize(List.of(task), 1)
                    .map(one -> one.perform(news))
                    .collectAsync();
            reply = await(action, group, job, stop, () -> heard.tell(listener));
        } catch (IllegalStateException e) {
            if (!context.sc().isStopped()) {
                throw e;
            }
            throw lost(e);
        } finally {
            running.end(group);
        }
        if (reply.failure() != null) {
            throw new ClusterException("failed on " + reply.host() + ": " + reply.failure());
        }
        return new JobResult(reply.host(), PackedFolder.of(reply.files()));
    }

    /** @param tell what was heard of the job */
    private JobReply await(
            JavaFutureAction<List<JobReply>> action, String group, Job job, StopSignal stop, Runnable tell) {
        int looks = 0;
        try {
            while (true) {
                tell.run();
                try {
                    return action.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)
                            .get(0);
                } catch (TimeoutException e) {
                    if (stop.requested() || shutdown.hasBegun()) {
                        throw new CancellationException("stopped");
                    }
                    if (context.sc().isStopped()) {
                        throw lost(e);
                    }
                    if (++looks % LOOKS_BETWEEN_COUNTS == 0) {
                        requireExecutors();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (stop.requested() || shutdown.hasBegun()) {
                throw new CancellationException("stopped");
            }
            if (context.sc().isStopped() || SparkFailure.isOfTheConnection(e.getCause())) {
                throw lost(e.getCause());
            }
            throw new ClusterException(
                    job.title() + " was not done: " + SparkFailure.reason(e.getCause()), e.getCause());
        } finally {
            if (!action.isDone() && !context.sc().isStopped()) {
                context.cancelJobGroup(group);
            }
        }
    }

    /** Spark itself would wait for ever: a master or a worker may come back. */
    private void requireExecutors() {
        if (connection.hasExecutors()) {
            peopled.set(System.nanoTime());
            told.set(false);
            return;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - peopled.get());
        if (seconds >= SECONDS_TO_GIVE_UP) {
            throw new ClusterLostException(
                    "The Spark cluster " + address + " has had no executor for " + seconds
                            + " s; what came back is kept",
                    null);
        }
        if (seconds >= SECONDS_TO_TELL && told.compareAndSet(false, true)) {
            log.warn(
                    "The cluster {} has no executor any more; waiting up to {} s for one to come back.",
                    address,
                    SECONDS_TO_GIVE_UP);
        }
    }

    private ClusterLostException lost(Throwable cause) {
        return new ClusterLostException(
                "The connection to the Spark cluster " + address + " has ended; what came back is kept", cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
            data.close();
        } finally {
            shutdown.close();
        }
    }
}
