package org.dl4jlab.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.experiments.cluster.RunSpreading;
import org.dl4jlab.experiments.cluster.SpreadRun;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.spark.testing.TinyData;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.SweepOutcome;
import org.dl4jlab.sweeps.SweepRunner;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobListener;
import org.dl4jlab.training.cluster.JobResult;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep through Spark's scheduler in one JVM, against the same sweep without it. */
class LocalSweepTest {

    @TempDir
    private static Path folder;

    private static final String HEARTBEAT = "spark.executor.heartbeatInterval";

    private static Cluster cluster;

    @BeforeAll
    static void connect() {
        System.setProperty(HEARTBEAT, "500ms");
        cluster = new SparkCluster(
                "local[2]", SparkConnection.open("local[2]", "test"), DataStore.open(folder.resolve("cache")));
    }

    @AfterAll
    static void close() {
        cluster.close();
        System.clearProperty(HEARTBEAT);
    }

    /** What was told of each candidate, in order. */
    private static class Heard implements SweepListener {

        final Map<Integer, List<Integer>> epochs = new TreeMap<>();
        final Map<Integer, String> hosts = new TreeMap<>();

        @Override
        public void candidateTrainsOn(CandidateProposal candidate, String host) {
            hosts.put(candidate.index(), host);
        }

        @Override
        public void epoch(CandidateProposal candidate, CandidateRecord.Point point) {
            epochs.computeIfAbsent(candidate.index(), index -> new ArrayList<>())
                    .add(point.epoch());
        }
    }

    @Test
    void scoresAndRecordsAreThoseOfOneMachine() throws Exception {
        assertEqual(Sweeps.plan(SearchMethod.RANDOM, 4, 2, false));
    }

    @Test
    void pruningDecidesAsOnOneMachine() throws Exception {
        List<CandidateRecord> candidates = assertEqual(Sweeps.plan(SearchMethod.RANDOM, 6, 2, true));
        assertThat(candidates).anyMatch(c -> c.status() == CandidateRecord.Status.PRUNED);
    }

    @Test
    void aSearchThatLearnsProposesTheSame() throws Exception {
        assertEqual(Sweeps.plan(SearchMethod.GENETIC, 5, 2, false));
    }

    private static List<CandidateRecord> assertEqual(SweepPlan plan) throws Exception {
        Heard heard = new Heard();
        SweepOutcome here = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder);
        SweepOutcome there = Sweeps.runner(heard).on(cluster).start(new SliceSpace(), plan, folder);
        assertThat(Sweeps.essence(there.candidates())).isEqualTo(Sweeps.essence(here.candidates()));
        assertThat(there.record().winner()).isEqualTo(here.record().winner());
        assertThat(there.folder().readCandidates())
                .extracting(CandidateRecord::host)
                .doesNotContainNull();
        for (CandidateRecord candidate : there.candidates()) {
            assertThat(heard.epochs.get(candidate.index()))
                    .isEqualTo(candidate.curve().stream()
                            .map(CandidateRecord.Point::epoch)
                            .toList());
            assertThat(heard.hosts.getOrDefault(candidate.index(), candidate.host()))
                    .isEqualTo(candidate.host());
        }
        return there.candidates();
    }

    @Test
    void epochsOfACandidateAreHeardBeforeItIsBack() throws Exception {
        StopSignal.Switch stop = new StopSignal.Switch();
        Heard heard = new Heard() {
            @Override
            public void epoch(CandidateProposal candidate, CandidateRecord.Point point) {
                assertThat(hosts).containsEntry(candidate.index(), "127.0.0.1");
                super.epoch(candidate, point);
                if (epochs.size() == 2 && epochs.values().stream().allMatch(told -> told.size() >= 10)) {
                    stop.stop();
                }
            }
        };
        TrainingSettings endless = new SliceSpace().settings().withEpochs(100_000);
        SweepPlan plan = new SweepPlan(SearchMethod.RANDOM, 3, 7, 2, null, 2, null, 0, true, endless);
        SweepOutcome outcome = new SweepRunner(LabOptions.defaults().withStop(stop), heard)
                .on(cluster)
                .start(new SliceSpace(), plan, folder);
        assertThat(outcome.interrupted()).isTrue();
        assertThat(heard.epochs)
                .hasSize(2)
                .allSatisfy((index, told) -> assertThat(told)
                        .isEqualTo(IntStream.rangeClosed(1, told.size()).boxed().toList()));
    }

    @Test
    void epochsOfARunAreShownBeforeItIsBack() throws Exception {
        StopSignal.Switch stop = new StopSignal.Switch();
        List<String> begun = new ArrayList<>();
        LabOptions options = LabOptions.defaults().withStop(stop).withListener(new RunListener() {
            @Override
            public Task begin(String name, long total, String unit) {
                begun.add(name + " " + total + " " + unit);
                return done -> {
                    if (done >= 10) {
                        stop.stop();
                    }
                };
            }
        });
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        TrainingSettings endless = experiment.settings().withEpochs(100_000);
        List<RunSpreading.Outcome> outcomes = new RunSpreading(cluster, folder.resolve("endless"), options)
                .train(List.of(
                        new SpreadRun(experiment, endless, Seed.of(1), Optional.empty()),
                        new SpreadRun(experiment, endless, Seed.of(2), Optional.empty())));
        assertThat(begun).containsExactly("Training 200000 epochs");
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.run()).isEmpty();
            assertThat(outcome.failure()).isEmpty();
        });
    }

    @Test
    void aJobThatFailsIsNotTriedAgainAndSaysWhy() throws Exception {
        Path seen = Files.createDirectory(folder.resolve("failing"));
        Job job = new Job("test", "a job", "fail " + seen + " one", List.of());
        assertThatThrownBy(() -> cluster.perform(job, StopSignal.NEVER, JobListener.NONE))
                .isInstanceOf(ClusterException.class)
                .hasMessageMatching("failed on \\S+: it cannot be done");
        assertThat(seen.resolve("one")).content().hasLineCount(1);
    }

    @Test
    void dataComeAlongAndNothingIsFetched() throws Exception {
        Path seen = Files.createDirectory(folder.resolve("loading"));
        TinyData.write(folder.resolve("cache"));
        for (int i = 0; i < 3; i++) {
            JobResult result = cluster.perform(
                    new Job("test", "a job", "load " + seen + " one", List.of(TinyData.spec())),
                    StopSignal.NEVER,
                    JobListener.NONE);
            assertThat(result.files().file("images")).asString().isEqualTo(String.valueOf(TinyData.IMAGES));
        }
    }

    @Test
    void aMachineThatDoesNotSeeAFolderOfPicturesSaysSo() throws Exception {
        Path pictures = folder.resolve("elsewhere");
        Experiment experiment = Experiment.named("unseen")
                .data(DataSource.of(ImageFolder.of(pictures)))
                .network(Networks.byName("simple-cnn"))
                .settings(TrainingSettings.of(1, 10));
        List<RunSpreading.Outcome> outcomes = new RunSpreading(cluster, folder.resolve("runs"), LabOptions.defaults())
                .train(List.of(new SpreadRun(experiment, experiment.settings(), Seed.of(1), Optional.empty())));
        assertThat(outcomes.get(0).failure())
                .hasValueSatisfying(failure -> assertThat(failure)
                        .contains("This machine of the cluster does not see " + pictures)
                        .contains("every machine sees"));
    }

    @Test
    void nobodyForAJobIsSaid() {
        assertThatThrownBy(() ->
                        cluster.perform(new Job("nothing", "a job", "", List.of()), StopSignal.NEVER, JobListener.NONE))
                .hasMessageContaining("nobody who does a job of the kind 'nothing'");
    }
}
