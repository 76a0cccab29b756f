package org.dl4jlab.experiments.sweep;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.experiments.progress.Progress;
import org.dl4jlab.experiments.runner.StopSignal;
import org.dl4jlab.experiments.sweep.record.CandidateRecord;
import org.dl4jlab.experiments.sweep.record.SweepPlan;
import org.dl4jlab.experiments.sweep.search.Proposal;
import org.dl4jlab.experiments.sweep.search.SearchMethod;
import org.dl4jlab.experiments.testing.MnistSlice;
import org.dl4jlab.experiments.testing.SliceSpace;

/** Sweeps over the committed images, for tests. */
final class Sweeps {

    private Sweeps() {}

    static SweepPlan plan(SearchMethod search, int candidates, int workers, boolean prune) {
        return new SweepPlan(
                search,
                3,
                7,
                candidates,
                null,
                workers,
                prune ? new SweepPlan.Pruning(1, 2) : null,
                0,
                true,
                new SliceSpace().settings());
    }

    static SweepRunner runner(SweepListener listener) {
        return new SweepRunner(spec -> MnistSlice.load(), Progress.NONE, StopSignal.NEVER, listener);
    }

    /** What must be equal in a sweep that is repeated: everything but times. */
    static List<String> essence(List<CandidateRecord> candidates) {
        return candidates.stream()
                .map(c -> c.index() + " " + c.status() + " " + c.reason() + " " + c.hyperparameters() + " " + c.curve())
                .toList();
    }

    /** Remembers what a sweep did. */
    static final class Diary implements SweepListener {

        final List<Integer> started = new ArrayList<>();

        @Override
        public void candidateStarted(Proposal candidate) {
            started.add(candidate.index());
        }
    }
}
