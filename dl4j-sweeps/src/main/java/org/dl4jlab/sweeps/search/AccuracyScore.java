package org.dl4jlab.sweeps.search;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;

/** Tells Arbiter that scores are accuracies on validation images and that more is better. Training computes them. */
public final class AccuracyScore implements ScoreFunction {

    private static final long serialVersionUID = 1;

    @Override
    public boolean minimize() {
        return false;
    }

    @Override
    public double score(Object model, DataProvider data, Map<String, Object> parameters) {
        throw scoredInTraining();
    }

    @Override
    public double score(Object model, Class<? extends DataSource> source, Properties properties) {
        throw scoredInTraining();
    }

    private static UnsupportedOperationException scoredInTraining() {
        return new UnsupportedOperationException("candidates are scored while they are trained");
    }

    @Override
    public List<Class<?>> getSupportedModelTypes() {
        return List.of();
    }

    @Override
    public List<Class<?>> getSupportedDataTypes() {
        return List.of();
    }

    @Override
    public String toString() {
        return "validation accuracy";
    }
}
