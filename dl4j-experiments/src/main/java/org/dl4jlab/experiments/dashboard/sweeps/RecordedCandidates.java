package org.dl4jlab.experiments.dashboard.sweeps;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultReference;
import org.deeplearning4j.arbiter.optimize.api.saving.ResultSaver;

/** Says on Arbiter's page where results go. The sweep writes them itself. */
public final class RecordedCandidates implements ResultSaver {

    @Override
    public ResultReference saveModel(OptimizationResult result, Object modelResult) {
        throw new UnsupportedOperationException("the sweep's folder holds the results");
    }

    @Override
    public List<Class<?>> getSupportedCandidateTypes() {
        return List.of();
    }

    @Override
    public List<Class<?>> getSupportedModelTypes() {
        return List.of();
    }

    @Override
    public String toString() {
        return "one file for each candidate in the sweep's folder";
    }
}
