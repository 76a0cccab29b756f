package org.dl4jlab.experiments.sweep.dashboard;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.ui.listener.ArbiterStatusListener;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.dl4jlab.experiments.sweep.SweepListener;
import org.dl4jlab.experiments.sweep.record.CandidateRecord;
import org.dl4jlab.experiments.sweep.record.SweepFolder;
import org.dl4jlab.experiments.sweep.record.SweepRecord;
import org.dl4jlab.experiments.sweep.search.Proposal;
import org.dl4jlab.experiments.sweep.search.Search;

/** Tells Arbiter's dashboard page what happens in a sweep. Its session has the name of the sweep's folder. */
public final class ArbiterReporter implements SweepListener {

    private final StatsStorageRouter storage;
    private final Map<Integer, CandidateInfo> candidates = new TreeMap<>();
    private ArbiterStatusListener page;
    private PageRunner runner;
    private volatile String session;

    /** @param storage what the dashboard looks at */
    public ArbiterReporter(StatsStorageRouter storage) {
        this.storage = storage;
    }

    /** The session to look at; null before the sweep has begun. */
    public String session() {
        return session;
    }

    @Override
    public void started(SweepFolder folder, SweepRecord record, Search search) {
        page = new ArbiterStatusListener(folder.name(), storage);
        runner = new PageRunner(
                PageConfiguration.of(record.plan(), search), record.plan().candidates(), candidates);
        page.onInitialization(runner);
        session = folder.name();
    }

    @Override
    public void candidateStarted(Proposal candidate) {
        long now = System.currentTimeMillis();
        tell(
                candidate,
                new CandidateInfo(
                        candidate.index(), CandidateStatus.Running, null, now, now, null, candidate.genes(), null),
                null);
    }

    @Override
    public void candidateEnded(Proposal candidate, CandidateRecord record) {
        CandidateInfo info = new CandidateInfo(
                candidate.index(),
                record.status() == CandidateRecord.Status.FAILED ? CandidateStatus.Failed : CandidateStatus.Complete,
                record.score(),
                record.started().toEpochMilli(),
                record.started().toEpochMilli(),
                record.finished().toEpochMilli(),
                candidate.genes(),
                record.reason());
        tell(candidate, info, record);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // Arbiter's raw types
    private void tell(Proposal candidate, CandidateInfo info, CandidateRecord record) {
        candidates.put(candidate.index(), info);
        OptimizationResult result = record == null
                ? null
                : new OptimizationResult(
                        new Candidate(candidate.hyperparameters(), candidate.index(), candidate.genes()),
                        record.score(),
                        candidate.index(),
                        null,
                        info,
                        null);
        page.onCandidateStatusChange(info, runner, result);
        page.onRunnerStatusChange(runner);
    }

    @Override
    public void searched(List<CandidateRecord> all) {
        page.onShutdown(runner);
    }
}
