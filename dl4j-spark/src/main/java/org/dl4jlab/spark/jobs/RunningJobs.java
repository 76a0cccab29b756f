package org.dl4jlab.spark.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.collection.JavaConverters;

/** Hears on Spark's listener bus where jobs are done and what they tell, and keeps it for those who wait for them. */
final class RunningJobs extends SparkListener {

    private static final String GROUP = "spark.jobGroup.id";

    private final Optional<String> onlyHost;
    private final Map<String, RunningJob> byGroup = new HashMap<>();
    private final Map<Object, RunningJob> byStage = new HashMap<>();

    /** @param onlyHost of all executors; empty where each says its own */
    RunningJobs(Optional<String> onlyHost) {
        this.onlyHost = onlyHost;
    }

    /** A job of this group is about to be handed to Spark. */
    synchronized RunningJob begin(String group) {
        RunningJob job = new RunningJob();
        byGroup.put(group, job);
        return job;
    }

    synchronized void end(String group) {
        RunningJob job = byGroup.remove(group);
        byStage.values().removeIf(job::equals);
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        RunningJob job = start.properties() == null
                ? null
                : byGroup.get(start.properties().getProperty(GROUP, ""));
        if (job != null) {
            JavaConverters.seqAsJavaList(start.stageIds()).forEach(stage -> byStage.put(stage, job));
        }
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        RunningJob job = byStage.get(start.stageId());
        if (job != null) {
            job.began(
                    start.taskInfo().taskId(), onlyHost.orElse(start.taskInfo().host()));
        }
    }

    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        JavaConverters.seqAsJavaList(heartbeat.accumUpdates()).forEach(task -> {
            RunningJob job = byStage.get(task._2());
            if (job != null) {
                for (AccumulableInfo value : JavaConverters.seqAsJavaList(task._4())) {
                    if (value.update().isDefined() && value.update().get() instanceof News news) {
                        job.told((long) task._1(), news);
                    }
                }
            }
        });
    }
}
