package org.dl4jlab.experiments.dashboard.sweeps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.AccuracyScore;
import org.dl4jlab.sweeps.space.SearchSpace;

/** A sweep's plan in Arbiter's words. Arbiter's page gets it as JSON, so it must be readable again. */
final class ArbiterConfiguration {

    private ArbiterConfiguration() {}

    /**
     * The plan as JSON. The mapper is the one that reads it again: that of Arbiter's own pages is made anew at each use and
     * would not know of the changes that {@link ArbiterMappers} makes.
     *
     * @param space a new one, of the sweep
     */
    static String of(SweepRecord record, SearchSpace space) {
        return configuration(record, space).toJson();
    }

    private static OptimizationConfiguration configuration(SweepRecord record, SearchSpace space) {
        OptimizationConfiguration configuration = new OptimizationConfiguration();
        configuration.setCandidateGenerator(
                generator(record, new ArbiterSpace(new LinkedHashMap<>(space.hyperparameters()))));
        configuration.setDataSource(SharedImages.class);
        configuration.setDataSourceProperties(new Properties());
        configuration.setResultSaver(new RecordedCandidates());
        configuration.setScoreFunction(new AccuracyScore());
        configuration.setTerminationConditions(limits(record));
        configuration.setRngSeed(record.plan().seed());
        configuration.setExecutionStartTime(record.started().toEpochMilli());
        return configuration;
    }

    private static CandidateGenerator generator(SweepRecord record, ArbiterSpace space) {
        return switch (record.plan().search()) {
            case RANDOM -> new RandomSearchGenerator(space, Map.of());
            case GRID ->
                new GridSearchCandidateGenerator(
                        space, record.plan().gridSteps(), GridSearchCandidateGenerator.Mode.RandomOrder, null);
            case GENETIC -> new GeneticSearchCandidateGenerator.Builder(space, new AccuracyScore()).build();
        };
    }

    private static List<TerminationCondition> limits(SweepRecord record) {
        TerminationCondition candidates =
                new MaxCandidatesCondition(record.plan().candidates());
        Double minutes = record.plan().minutes();
        return minutes == null
                ? List.of(candidates)
                : List.of(candidates, new MaxTimeCondition(Math.round(minutes * 60), TimeUnit.SECONDS));
    }
}
