package org.dl4jlab.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.dl4jlab.sweeps.record.Ranking;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole sweeps on the first thousand images of the real MNIST. */
class SweepRunnerTest {

    @TempDir
    Path folder;

    @Test
    void aSweepRanksByValidationAndTestsOnlyItsWinner() throws IOException {
        SweepPlan plan = withWinner(Sweeps.plan(SearchMethod.RANDOM, 6, 1, false), 2);
        SweepOutcome outcome = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder);

        assertThat(outcome.record().status()).isEqualTo(RunStatus.DONE);
        assertThat(outcome.record().data()).isEqualTo(new SweepRecord.Data("MNIST", 750, 250, 10));
        assertThat(outcome.candidates()).hasSize(6).allSatisfy(c -> {
            assertThat(c.status()).isEqualTo(Status.DONE);
            assertThat(c.curve()).hasSize(4);
            assertThat(c.score()).isEqualTo(c.curve().get(3).validationAccuracy());
            assertThat(c.images()).isEqualTo(3000);
            assertThat(c.hyperparameters()).containsOnlyKeys("learningRate", "hidden", "batch");
            int hidden = (Integer) c.hyperparameters().get("hidden");
            assertThat(c.parameters()).isEqualTo(784L * hidden + hidden + hidden * 10L + 10);
        });
        CandidateRecord best = Ranking.winner(outcome.candidates()).orElseThrow();
        assertThat(best.score()).isGreaterThan(0.6);
        assertThat(outcome.candidates()).extracting(CandidateRecord::score).allMatch(s -> s <= best.score());

        SweepFolder kept = SweepFolder.open(outcome.folder().path());
        assertThat(kept.readRecord()).isEqualTo(outcome.record());
        assertThat(Sweeps.essence(kept.readCandidates())).isEqualTo(Sweeps.essence(outcome.candidates()));
        SweepRecord.Winner winner = outcome.record().winner();
        assertThat(winner.candidate()).isEqualTo(best.index());
        assertThat(winner.tests()).extracting(SweepRecord.Test::seed).containsExactly(8L, 9L);
        RunRecord run = RunFolder.open(
                        kept.winnerRuns().resolve(winner.tests().get(1).run()))
                .readRecord();
        assertThat(run.result().accuracy()).isEqualTo(winner.tests().get(1).accuracy());
        assertThat(run.data().trainImages()).isEqualTo(1000);
        assertThat(run.data().validationImages()).isZero();
        assertThat(run.network().parameters()).isEqualTo(best.parameters());
        assertThat(run.network().engine()).isTrue();
        assertThat(run.settings()).containsEntry("batch", best.hyperparameters().get("batch"));
        assertThat(run.expected()).isNull();
        assertThat(Files.list(folder)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(SearchMethod.class)
    void theSameSeedRepeatsASweepExactly(SearchMethod method) throws IOException {
        // Breeding starts with the ninth candidate.
        SweepPlan plan = Sweeps.plan(method, method == SearchMethod.GENETIC ? 13 : 5, 2, false);
        assertThat(Sweeps.essence(sweep(plan))).isEqualTo(Sweeps.essence(sweep(plan)));
    }

    @Test
    void prunedSweepsRepeatExactlyWithAnyNumberOfWorkersAndKeepTheBest() throws IOException {
        List<CandidateRecord> pruned = sweep(Sweeps.plan(SearchMethod.RANDOM, 12, 1, true));
        List<CandidateRecord> parallel = sweep(Sweeps.plan(SearchMethod.RANDOM, 12, 3, true));
        List<CandidateRecord> full = sweep(Sweeps.plan(SearchMethod.RANDOM, 12, 1, false));

        assertThat(Sweeps.essence(parallel)).isEqualTo(Sweeps.essence(pruned));
        assertThat(pruned).extracting(CandidateRecord::status).contains(Status.PRUNED, Status.DONE);
        assertThat(pruned).filteredOn(c -> c.status() == Status.PRUNED).allSatisfy(c -> {
            assertThat(c.epochs()).isIn(1, 2);
            assertThat(c.curve()).isEqualTo(full.get(c.index()).curve().subList(0, c.epochs()));
        });
        int epochs = pruned.stream().mapToInt(CandidateRecord::epochs).sum();
        assertThat(epochs).isLessThan(12 * 4 * 3 / 4);
    }

    @Test
    void aFailingCandidateIsRecordedWithItsReasonAndDoesNotEndTheSweep() throws IOException {
        // Rates up to 1e30: about nine in ten candidates have one that is refused.
        SweepOutcome outcome = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(0.0001, 1e30), Sweeps.plan(SearchMethod.RANDOM, 12, 2, false), folder);

        assertThat(outcome.record().status()).isEqualTo(RunStatus.DONE);
        assertThat(outcome.candidates()).hasSize(12);
        assertThat(outcome.candidates())
                .filteredOn(c -> c.status() == Status.FAILED)
                .isNotEmpty()
                .allSatisfy(c -> {
                    assertThat(c.reason()).isNotBlank();
                    assertThat(c.score()).isNull();
                });
        assertThat(outcome.candidates())
                .filteredOn(c -> c.status() == Status.DONE)
                .isNotEmpty();
    }

    @Test
    void aCandidateThatDivergedIsToldFromOneThatCouldNotBeTrained() throws IOException {
        assertThatThrownBy(() -> Sweeps.runner(SweepListener.NONE)
                        .start(SliceSpace.diverging(), Sweeps.plan(SearchMethod.RANDOM, 2, 1, false), folder))
                .isInstanceOf(SweepException.class);
        try (Stream<Path> sweeps = Files.list(folder)) {
            assertThat(SweepFolder.open(sweeps.findFirst().orElseThrow()).readCandidates())
                    .hasSize(2)
                    .allSatisfy(c -> {
                        assertThat(c.status()).isEqualTo(Status.DIVERGED);
                        assertThat(c.score()).isNull();
                        assertThat(c.reason()).contains("NaN");
                    });
        }
    }

    @Test
    void aSweepWhoseCandidatesAllFailSaysWhy() throws IOException {
        assertThatThrownBy(() -> Sweeps.runner(SweepListener.NONE)
                        .start(new SliceSpace(1e37, 1e38), Sweeps.plan(SearchMethod.RANDOM, 2, 1, false), folder))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("None of the 2 candidates could be trained to its end");
        SweepFolder kept;
        try (Stream<Path> sweeps = Files.list(folder)) {
            kept = SweepFolder.open(sweeps.findFirst().orElseThrow());
        }
        assertThat(kept.readRecord().status()).isEqualTo(RunStatus.FAILED);
        assertThat(kept.readCandidates()).extracting(CandidateRecord::status).containsOnly(Status.FAILED);
    }

    @Test
    void aStoppedSweepGoesOnWithoutRepeatingAndEndsAsIfItHadNotBeenStopped() throws IOException {
        SweepPlan plan = Sweeps.plan(SearchMethod.GENETIC, 14, 2, true);
        AtomicBoolean stop = new AtomicBoolean();
        SweepListener stopper = new SweepListener() {
            @Override
            public void candidateEnded(CandidateProposal candidate, CandidateRecord record) {
                if (candidate.index() >= 9) {
                    stop.set(true);
                }
            }
        };
        SweepOutcome stopped = new SweepRunner(LabOptions.defaults().withStop(signal(stop)), stopper)
                .start(new SliceSpace(), plan, folder);
        assertThat(stopped.interrupted()).isTrue();
        assertThat(stopped.candidates().size()).isBetween(8, 11);
        // What a kill in the middle of writing leaves behind.
        Files.writeString(stopped.folder().path().resolve("candidates/.tmp-123-0012.json"), "{ \"ind");

        Sweeps.Diary diary = new Sweeps.Diary();
        SweepOutcome resumed = Sweeps.runner(diary)
                .resume(new SliceSpace(), SweepFolder.open(stopped.folder().path()), plan);

        assertThat(resumed.record().status()).isEqualTo(RunStatus.DONE);
        List<Integer> before =
                stopped.candidates().stream().map(CandidateRecord::index).toList();
        assertThat(diary.started).doesNotContainAnyElementsOf(before).hasSize(14 - before.size());
        assertThat(Sweeps.essence(resumed.candidates())).isEqualTo(Sweeps.essence(sweep(plan)));
        assertThat(stopped.folder().path().resolve("candidates/.tmp-123-0012.json"))
                .doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "70000, 0.1, asks for 70000 images",
        "1, 0.9, leaves none to learn from",
        "4, 0.1, holds out none of them",
        "0, 0.0001, holds out none of them",
        "0, 0, validationFraction must be above 0"
    })
    void aSweepWithoutImagesToLearnFromOrToScoreOnDoesNotBegin(int images, double fraction, String reason) {
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 2, 1, false);
        SweepPlan greedy = Sweeps.changed(
                plan,
                plan.winnerSeeds(),
                plan.settings().withTrainImages(images).withValidationFraction(fraction));

        assertThatThrownBy(() -> Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), greedy, folder))
                .isInstanceOfAny(InvalidInputException.class, DataException.class)
                .hasMessageContaining(reason);
        assertThat(folder).isEmptyDirectory();
    }

    /** Its 300 test images stand in for validation images. */
    @Test
    void imagesWithAValidationPartAreScoredOnThat() throws IOException {
        LoadedData slice = MnistSlice.load();
        LoadedData parts = new LoadedData(
                slice.spec(),
                slice.train(),
                Optional.of(slice.test()),
                slice.test(),
                slice.sha256ByFile(),
                Optional.empty());
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 2, 1, false);
        SweepPlan own = Sweeps.changed(plan, 1, plan.settings().withValidationFraction(0));

        SweepOutcome outcome =
                Sweeps.runner(SweepListener.NONE).start(SliceSpace.on(parts), own, folder.resolve("own"));

        assertThat(outcome.record().data().trainImages()).isEqualTo(MnistSlice.TRAIN_IMAGES);
        assertThat(outcome.record().data().validationImages()).isEqualTo(MnistSlice.TEST_IMAGES);
        assertThat(outcome.candidates())
                .extracting(candidate -> candidate.score() * MnistSlice.TEST_IMAGES)
                .allSatisfy(right -> assertThat(right).isCloseTo(Math.rint(right), within(1e-9)));
        assertThat(outcome.record().winner().tests()).hasSize(1);
        assertThatThrownBy(() ->
                        Sweeps.runner(SweepListener.NONE).start(SliceSpace.on(parts), plan, folder.resolve("both")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be 0")
                .hasMessageContaining("validation images of its own");
        assertThat(folder.resolve("both")).doesNotExist();
    }

    @Test
    void aSweepMayBeContinuedWithMoreCandidates() throws IOException {
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 2, 1, false);
        SweepOutcome first = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder);
        Sweeps.Diary diary = new Sweeps.Diary();
        SweepOutcome more = Sweeps.runner(diary).resume(new SliceSpace(), first.folder(), plan.withLimits(4, null));
        assertThat(diary.started).containsExactly(2, 3);
        assertThat(more.candidates()).hasSize(4);
    }

    @Test
    void aChangedSpaceOrADamagedRecordIsNotResumed() throws IOException {
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 2, 1, false);
        SweepOutcome first = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder);
        assertThatThrownBy(() ->
                        Sweeps.runner(SweepListener.NONE).resume(new SliceSpace(0.0001, 0.5), first.folder(), plan))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("has changed");
        Files.writeString(first.folder().candidateFile(1), "{ \"index\" : 1, ");
        assertThatThrownBy(() -> Sweeps.runner(SweepListener.NONE).resume(new SliceSpace(), first.folder(), plan))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0001.json cannot be read");
    }

    @Test
    @Timeout(120)
    void noCandidateIsStartedAfterTheTimeLimit() throws IOException {
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 1000, 1, false).withLimits(1000, 0.02);
        SweepOutcome outcome = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder);
        assertThat(outcome.candidates().size()).isBetween(1, 999);
        assertThat(outcome.record().status()).isEqualTo(RunStatus.DONE);
    }

    private List<CandidateRecord> sweep(SweepPlan plan) throws IOException {
        return Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), plan, folder)
                .candidates();
    }

    private static SweepPlan withWinner(SweepPlan plan, int seeds) {
        return Sweeps.changed(plan, seeds, plan.settings());
    }

    private static StopSignal signal(AtomicBoolean stop) {
        return new StopSignal() {
            @Override
            public boolean requested() {
                return stop.get();
            }

            @Override
            public <T> T interruptible(Supplier<T> work) throws InterruptedException {
                return work.get();
            }
        };
    }
}
