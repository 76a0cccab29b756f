package org.dl4jlab.spark.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.spark.SparkClusterProvider;
import org.dl4jlab.spark.testing.RecordingJobListener;
import org.dl4jlab.spark.testing.TinyData;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.SweepOutcome;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobListener;
import org.dl4jlab.training.cluster.JobResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work and its accidents on a real master and two real workers, each a JVM of its own, whose executors are JVMs too. */
@Tag("cluster")
class StandaloneClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @TempDir
    private static Path cache;

    private static LocalCluster machines;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException {
        machines = LocalCluster.start(2, 1, 1024);
        cluster = new SparkClusterProvider().connect(machines.address(), DataStore.open(cache));
    }

    @AfterAll
    static void nothingIsLeftRunning() throws IOException {
        List<ProcessHandle> processes = all();
        cluster.close();
        machines.close();
        await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aSweepIsThatOfOneMachineAndNothingListensBeyondLoopback() throws Exception {
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 6, 2, true);
        SweepOutcome here = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder);
        SweepOutcome there = Sweeps.runner(SweepListener.NONE).on(cluster).start(new SliceSpace(), plan, folder);
        assertThat(Sweeps.essence(there.candidates())).isEqualTo(Sweeps.essence(here.candidates()));
        assertThat(there.candidates()).extracting(CandidateRecord::host).containsOnly("127.0.0.1");

        Set<Long> processes = new HashSet<>(Set.of(ProcessHandle.current().pid()));
        all().forEach(process -> processes.add(process.pid()));
        List<String> listening = new ArrayList<>();
        assertThat(ListeningPorts.beyondLoopback(processes, listening)).isEmpty();
        assertThat(listening).hasSizeGreaterThan(3);
    }

    @Test
    void ofALostExecutorTheCandidateIsRepeatedAndNothingElse() throws Exception {
        RecordingJobListener listener = new RecordingJobListener();
        List<String> heard = listener.heard();
        List<String> ofOneTry = List.of("on 127.0.0.1", "wait " + folder + " first", "first begins");
        CompletableFuture<JobResult> first = perform("wait", "first", listener);
        CompletableFuture<JobResult> second = perform("wait", "second");
        await().atMost(PATIENCE).until(() -> attempts("first") == 1 && attempts("second") == 1);
        await().atMost(PATIENCE).until(() -> heard.equals(ofOneTry));
        ProcessHandle.of(process("first")).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> attempts("first") == 2);
        await().atMost(PATIENCE).until(() -> heard.size() == 2 * ofOneTry.size());
        assertThat(heard.subList(ofOneTry.size(), heard.size())).isEqualTo(ofOneTry);
        Files.createFile(folder.resolve("go"));
        assertThat(new String(first.join().files().file("made/name.txt"))).isEqualTo("first");
        second.join();
        assertThat(attempts("first")).isEqualTo(2);
        assertThat(attempts("second")).isEqualTo(1);
    }

    @Test
    void aWorkerThatNeverComesBackCostsItsJobsATryAndNoMore() throws Exception {
        CompletableFuture<JobResult> first = perform("wait", "first");
        await().atMost(PATIENCE).until(() -> attempts("first") == 1);
        ProcessHandle executor = ProcessHandle.of(process("first")).orElseThrow();
        ProcessHandle worker = executor.parent().orElseThrow();
        assertThat(machines.processes()).contains(worker);
        worker.destroyForcibly();
        executor.destroyForcibly();
        await().atMost(PATIENCE).until(() -> attempts("first") == 2);
        Files.createFile(folder.resolve("go"));
        assertThat(first.join().host()).isEqualTo("127.0.0.1");
        machines.addWorker(1, 1024);
    }

    @Test
    void aJobThatEndsEveryExecutorFailsAndTheOthersGoOn() throws Exception {
        CompletableFuture<JobResult> deadly = perform("die", "deadly");
        CompletableFuture<JobResult> other = perform("work", "other");
        other.join();
        assertThatThrownBy(deadly::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ClusterException.class)
                .hasMessageContaining("every executor that tried it was lost");
        assertThat(attempts("deadly")).isEqualTo(4);
        assertThat(attempts("other")).isLessThanOrEqualTo(2);
        perform("work", "later").join();
    }

    @Test
    void dataThatOnlyTheDriverHasReachEveryExecutor() throws Exception {
        TinyData.write(cache);
        List<CompletableFuture<JobResult>> loading = new ArrayList<>();
        for (String name : List.of("one", "two", "three", "four")) {
            Job job = new Job("test", "job " + name, "load " + folder + " " + name, List.of(TinyData.spec()));
            loading.add(CompletableFuture.supplyAsync(() -> cluster.perform(job, StopSignal.NEVER, JobListener.NONE)));
        }
        for (CompletableFuture<JobResult> one : loading) {
            assertThat(one.join().files().file("images")).asString().isEqualTo(String.valueOf(TinyData.IMAGES));
        }
    }

    @Test
    void aJobWithoutEnoughMemorySaysWhatToRaiseAndTheOthersGoOn() throws Exception {
        CompletableFuture<JobResult> heap = perform("hoard", "heap");
        CompletableFuture<JobResult> outside = perform("hoard-native", "outside");
        assertThatThrownBy(heap::join)
                .hasMessageContaining("needs more memory than its executor has")
                .hasMessageContaining(" MiB of Java heap and ")
                .hasMessageContaining("raise spark.executor.memory");
        assertThatThrownBy(outside::join)
                .hasMessageContaining("needs more memory than its executor has")
                .hasMessageContaining(" MiB outside of it: ")
                .hasMessageContaining("raise spark.executor.memory");
        perform("work", "one").join();
        perform("work", "two").join();
        assertThat(attempts("heap")).isEqualTo(1);
        assertThat(attempts("outside")).isEqualTo(1);
    }

    @Test
    void aStopEndsAJobAndLeavesTheClusterForTheNext() throws Exception {
        StopSignal.Switch stop = new StopSignal.Switch();
        CompletableFuture<JobResult> stopped = CompletableFuture.supplyAsync(() -> cluster.perform(
                new Job("test", "a job", "wait " + folder + " stopped", List.of()), stop, JobListener.NONE));
        await().atMost(PATIENCE).until(() -> attempts("stopped") == 1);
        stop.stop();
        assertThatThrownBy(stopped::join).hasMessageContaining("stopped");
        perform("work", "a").join();
        perform("work", "b").join();
    }

    private CompletableFuture<JobResult> perform(String what, String name) {
        return perform(what, name, JobListener.NONE);
    }

    private CompletableFuture<JobResult> perform(String what, String name, JobListener listener) {
        Job job = new Job("test", "job " + name, what + " " + folder + " " + name, List.of());
        return CompletableFuture.supplyAsync(() -> cluster.perform(job, StopSignal.NEVER, listener));
    }

    private long attempts(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** That tried it first. */
    private long process(String name) throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve(name)).get(0));
    }

    /** Master, workers and executors. */
    private static List<ProcessHandle> all() {
        return machines.processes().stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
    }
}
