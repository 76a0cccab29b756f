package org.dl4jlab.experiments.dashboard.sweeps;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;

/** Follows a sweep of this process: the candidates that train now, of which its folder holds nothing yet. */
public final class LiveSweep implements SweepListener {

    /**
     * A candidate that trains.
     *
     * @param host of a cluster that trains it; empty where it is not another machine, or not known yet
     * @param curve its epochs so far
     * @param startedMillis since 1970
     */
    record Training(
            CandidateProposal proposal, Optional<String> host, List<CandidateRecord.Point> curve, long startedMillis) {}

    private final Map<Integer, Training> training = new TreeMap<>();
    private Path folder;

    @Override
    public synchronized void started(SweepFolder sweep, SweepRecord record, Search search) {
        folder = sweep.path().toAbsolutePath().normalize();
        training.clear();
    }

    @Override
    public synchronized void candidateStarted(CandidateProposal candidate) {
        training.put(
                candidate.index(), new Training(candidate, Optional.empty(), List.of(), System.currentTimeMillis()));
    }

    @Override
    public synchronized void candidateTrainsOn(CandidateProposal candidate, String host) {
        training.computeIfPresent(
                candidate.index(),
                (index, before) -> new Training(candidate, Optional.of(host), before.curve(), before.startedMillis()));
    }

    @Override
    public synchronized void epoch(CandidateProposal candidate, CandidateRecord.Point point) {
        training.computeIfPresent(candidate.index(), (index, before) -> {
            List<CandidateRecord.Point> curve = new ArrayList<>(before.curve());
            curve.add(point);
            return new Training(candidate, before.host(), curve, before.startedMillis());
        });
    }

    @Override
    public synchronized void candidateEnded(CandidateProposal candidate, CandidateRecord record) {
        training.remove(candidate.index());
    }

    @Override
    public synchronized void searched(List<CandidateRecord> candidates) {
        training.clear();
    }

    /** The candidates that train now in a sweep's folder; none if it is the folder of another sweep. */
    synchronized List<Training> in(SweepFolder sweep) {
        return sweep.path().toAbsolutePath().normalize().equals(folder) ? List.copyOf(training.values()) : List.of();
    }
}
