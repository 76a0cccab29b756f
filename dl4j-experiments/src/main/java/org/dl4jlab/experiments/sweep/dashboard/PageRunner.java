package org.dl4jlab.experiments.sweep.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;

/**
 * A sweep in the form in which Arbiter's page asks for it. It runs nothing.
 *
 * @param configuration shown on the page
 * @param limit most candidates
 * @param candidates what is known of each so far
 */
record PageRunner(OptimizationConfiguration configuration, int limit, Map<Integer, CandidateInfo> candidates)
        implements IOptimizationRunner {

    private int count(CandidateStatus status) {
        return (int) candidates.values().stream()
                .filter(c -> c.getCandidateStatus() == status)
                .count();
    }

    private Optional<CandidateInfo> best() {
        return candidates.values().stream()
                .filter(c -> c.getScore() != null)
                .max(Comparator.comparingDouble(CandidateInfo::getScore));
    }

    @Override
    public void execute() {
        throw new UnsupportedOperationException("a sweep is run by SweepRunner");
    }

    @Override
    public int numCandidatesTotal() {
        return limit;
    }

    @Override
    public int numCandidatesCompleted() {
        return count(CandidateStatus.Complete);
    }

    @Override
    public int numCandidatesFailed() {
        return count(CandidateStatus.Failed);
    }

    @Override
    public int numCandidatesQueued() {
        return limit - numCandidatesCompleted() - numCandidatesFailed();
    }

    @Override
    public Double bestScore() {
        return best().map(CandidateInfo::getScore).orElse(null);
    }

    @Override
    public Long bestScoreTime() {
        return best().map(CandidateInfo::getEndTime).orElse(null);
    }

    @Override
    public int bestScoreCandidateIndex() {
        return best().map(CandidateInfo::getIndex).orElse(-1);
    }

    @Override
    public List<ResultReference> getResults() {
        return List.of();
    }

    @Override
    public OptimizationConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void addListeners(StatusListener... listeners) {
        throw new UnsupportedOperationException("listeners hear from the sweep itself");
    }

    @Override
    public void removeListeners(StatusListener... listeners) {
        // There are none.
    }

    @Override
    public void removeAllListeners() {
        // There are none.
    }

    @Override
    public List<CandidateInfo> getCandidateStatus() {
        return List.copyOf(candidates.values());
    }

    @Override
    public void shutdown(boolean awaitTermination) {
        throw new UnsupportedOperationException("a sweep is stopped by its signal");
    }
}
