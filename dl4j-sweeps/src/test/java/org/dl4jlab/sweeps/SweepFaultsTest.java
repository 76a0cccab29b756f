package org.dl4jlab.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends a sweep, and what must not begin one. */
class SweepFaultsTest {

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
        "keepBest, true, keepBest",
        "patience, 2, patience",
        "schedule, plateau, schedule=plateau",
        "folds, 5, folds"
    })
    void settingsThatMeanNothingToASweepAreRefusedBeforeIt(String name, String value, String named) {
        Map<String, String> changes = name.equals("folds") ? Map.of("folds", value, "fold", "1") : Map.of(name, value);
        TrainingSettings settings = Settings.override(new SliceSpace().settings(), changes);
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 2, 1, false);

        assertThatThrownBy(() -> new SweepPlan(
                        plan.search(),
                        plan.gridSteps(),
                        plan.seed(),
                        plan.candidates(),
                        plan.minutes(),
                        plan.workers(),
                        plan.pruning(),
                        1,
                        true,
                        settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("leave out " + named);
    }

    @Test
    void aSweepThatIsUnderWayIsNotTouchedByASecondResume() throws IOException {
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 1, 1, false);
        SweepFolder sweep = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), plan, folder)
                .folder();
        Path written = Files.createFile(sweep.path().resolve(".tmp-of-the-living-process"));

        try (RunLock living = RunLock.hold(sweep.path(), "sweep")) {
            assertThatThrownBy(() -> resume(sweep, plan)).hasMessageContaining("is under way already");
            assertThat(written).exists();
        }
        resume(sweep, plan);
        assertThat(written).doesNotExist();
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        SweepPlan plan = Sweeps.plan(SearchMethod.RANDOM, 1, 1, false);
        SweepFolder sweep = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), plan, folder)
                .folder();
        Path mine = Files.createFile(folder.resolve(".tmp-mine"));
        FileTree.remove(sweep.path().resolve("candidates"));
        Files.createSymbolicLink(sweep.path().resolve("candidates"), folder);

        assertThatThrownBy(() -> resume(sweep, plan)).hasMessageContaining("is a link");
        assertThat(mine).exists();
    }

    private static void resume(SweepFolder sweep, SweepPlan plan) throws IOException {
        Sweeps.runner(SweepListener.NONE).resume(new SliceSpace(), sweep, plan.withLimits(2, null));
    }
}
