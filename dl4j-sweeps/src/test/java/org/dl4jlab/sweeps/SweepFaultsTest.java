package org.dl4jlab.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.report.SweepReport;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends a sweep, and what must not begin one. */
class SweepFaultsTest {

    private static final SweepPlan ONE_CANDIDATE = Sweeps.plan(SearchMethod.RANDOM, 1, 1, false);

    private final Thread main = Thread.currentThread();

    @TempDir
    Path folder;

    /** Others wait for its candidate, to compare theirs with it. */
    @Test
    @Timeout(120)
    void aWorkerThatCannotWriteEndsTheSweepAndNotItsPatience() {
        AtomicBoolean removed = new AtomicBoolean();
        SweepListener diskGone = new SweepListener() {
            @Override
            public void candidateEnded(CandidateProposal candidate, CandidateRecord result) {
                if (removed.compareAndSet(false, true)) {
                    removeCandidates();
                }
            }
        };

        assertThatThrownBy(() -> Sweeps.runner(diskGone)
                        .start(new SliceSpace(), Sweeps.plan(SearchMethod.RANDOM, 6, 3, true), folder))
                .isInstanceOfAny(UncheckedIOException.class, SweepException.class)
                .hasMessageContaining("candidates");
    }

    private void removeCandidates() {
        try (var sweeps = Files.list(folder)) {
            FileTree.remove(sweeps.findFirst().orElseThrow().resolve("candidates"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, keepBest, true, keepBest",
        "1, patience, 2, patience",
        "1, schedule, plateau, schedule=plateau",
        "0, folds, 5, folds"
    })
    void settingsThatMeanNothingToASweepAreRefusedBeforeIt(int winnerSeeds, String name, String value, String named) {
        Map<String, String> changes = name.equals("folds") ? Map.of("folds", value, "fold", "1") : Map.of(name, value);
        SweepPlan plan = with(winnerSeeds, changes);

        assertThatThrownBy(() -> Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leave out " + named);
        assertThat(folder).isEmptyDirectory();
    }

    static List<Map<String, String>> aSweepThatTrainsNoWinnerMayLookAtHeldOutImages() {
        return List.of(Map.of("patience", "2"), Map.of("schedule", "plateau", "plateauEpochs", "1"));
    }

    @ParameterizedTest
    @MethodSource
    void aSweepThatTrainsNoWinnerMayLookAtHeldOutImages(Map<String, String> settings) throws IOException {
        SweepOutcome outcome = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), with(0, settings), folder);

        assertThat(outcome.candidates()).extracting(CandidateRecord::status).containsOnly(CandidateRecord.Status.DONE);
    }

    /** Sweeps were recorded with them before they were refused. */
    @Test
    void aRecordWithSettingsThatAreRefusedNowCanBeReadAndIsNotResumed() throws IOException {
        SweepFolder sweep = finished();
        SweepPlan plan = with(1, Map.of("keepBest", "true", "patience", "2"));
        sweep.write(sweep.readRecord().resume(plan));

        assertThat(sweep.readRecord().plan()).isEqualTo(plan);
        assertThatThrownBy(() -> Sweeps.runner(SweepListener.NONE).resume(new SliceSpace(), sweep, plan))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leave out keepBest");
    }

    private static SweepPlan with(int winnerSeeds, Map<String, String> changes) {
        return Sweeps.changed(ONE_CANDIDATE, winnerSeeds, Settings.override(new SliceSpace().settings(), changes));
    }

    @Test
    void theFirstFailureIsHeardOfWhereNothingCanBeWrittenAnyMore() {
        SweepListener diskGone = new SweepListener() {
            @Override
            public void candidateStarted(CandidateProposal candidate) {
                removeSweep();
                throw new IllegalStateException("the first failure");
            }
        };

        assertThatThrownBy(() -> Sweeps.runner(diskGone).start(new SliceSpace(), ONE_CANDIDATE, folder))
                .isInstanceOf(SweepException.class)
                .hasMessage("the first failure")
                .satisfies(
                        thrown -> assertThat(thrown.getCause().getSuppressed()).hasSize(1));
    }

    private void removeSweep() {
        try (var sweeps = Files.list(folder)) {
            FileTree.remove(sweeps.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptedSweepIsRecordedAsSuchWhenItsWorkersHaveEnded() throws IOException {
        SweepListener interrupting = new SweepListener() {
            @Override
            public void candidateStarted(CandidateProposal candidate) {
                main.interrupt();
            }
        };
        SweepOutcome outcome;
        boolean mark;
        try {
            outcome = Sweeps.runner(interrupting)
                    .start(new SliceSpace(), Sweeps.plan(SearchMethod.RANDOM, 20, 2, false), folder);
        } finally {
            mark = Thread.interrupted();
        }

        assertThat(mark).isTrue();
        assertThat(outcome.folder().readRecord().status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(outcome.candidates()).hasSizeLessThan(20);
        assertThat(outcome.folder().readCandidates())
                .extracting(CandidateRecord::status)
                .doesNotContain(CandidateRecord.Status.FAILED);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("sweep-worker")));
    }

    /** A cluster's machine may be silent about it, and an older record too. */
    @Test
    void aCandidateThatFailedWithoutAReasonIsReported() throws IOException {
        SweepFolder sweep = finished();
        CandidateRecord done = sweep.readCandidates().get(0);
        sweep.write(new CandidateRecord(
                1,
                CandidateRecord.Status.FAILED,
                null,
                done.hyperparameters(),
                done.genes(),
                null,
                List.of(),
                null,
                0,
                0,
                done.started(),
                done.finished(),
                null));

        SweepReport.write(sweep);
        assertThat(sweep.reportFile()).content().contains("no reason was recorded");
        assertThat(CandidateLine.of(sweep.readCandidates().get(1), Optional.empty()))
                .startsWith("Candidate 1: failed: no reason was recorded");
    }

    @Test
    void aSweepThatIsUnderWayIsNotTouchedByASecondResume() throws IOException {
        SweepFolder sweep = finished();
        Path written = Files.createFile(sweep.path().resolve(".tmp-of-the-living-process"));

        try (RunLock living = RunLock.hold(sweep.path(), "sweep")) {
            assertThatThrownBy(() -> resume(sweep)).hasMessageContaining("is under way already");
            assertThat(written).exists();
        }
        resume(sweep);
        assertThat(written).doesNotExist();
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        SweepFolder sweep = finished();
        Path mine = Files.createFile(folder.resolve(".tmp-mine"));
        FileTree.remove(sweep.path().resolve("candidates"));
        Files.createSymbolicLink(sweep.path().resolve("candidates"), folder);

        assertThatThrownBy(() -> resume(sweep)).hasMessageContaining("is a link");
        assertThat(mine).exists();
    }

    /** A sweep of one candidate. */
    private SweepFolder finished() throws IOException {
        return Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), ONE_CANDIDATE, folder)
                .folder();
    }

    /** Goes on to a second candidate. */
    private static void resume(SweepFolder sweep) throws IOException {
        Sweeps.runner(SweepListener.NONE).resume(new SliceSpace(), sweep, ONE_CANDIDATE.withLimits(2, null));
    }
}
