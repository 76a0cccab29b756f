package org.dl4jlab.experiments.sweep.dashboard;

import java.util.List;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.arbiter.optimize.serde.jackson.YamlMapper;
import org.dl4jlab.experiments.sweep.record.SweepPlan;
import org.dl4jlab.experiments.sweep.search.AccuracyScore;
import org.dl4jlab.experiments.sweep.search.Search;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;

/** A sweep's plan as Arbiter's page shows it. The page gets it as JSON, so it must be readable again. */
final class PageConfiguration {

    static {
        // Jackson cannot look into the random generator on Java 17, nor make the genetic operators again; the page
        // shows
        // neither.
        for (ObjectMapper mapper : List.of(JsonMapper.getMapper(), YamlMapper.getMapper())) {
            mapper.addMixIn(GeneticSearchCandidateGenerator.class, Genetic.class);
        }
    }

    @JsonIgnoreProperties(
            value = {"rng", "populationModel", "chromosomeFactory", "selectionOperator", "hasMoreCandidates"},
            ignoreUnknown = true)
    @JsonDeserialize(using = GeneticReader.class)
    private abstract static class Genetic {}

    private PageConfiguration() {}

    static OptimizationConfiguration of(SweepPlan plan, Search search) {
        OptimizationConfiguration configuration = new OptimizationConfiguration();
        configuration.setCandidateGenerator(search.described());
        configuration.setDataSource(SharedImages.class);
        configuration.setDataSourceProperties(new Properties());
        configuration.setResultSaver(new RecordedCandidates());
        configuration.setScoreFunction(new AccuracyScore());
        configuration.setTerminationConditions(List.of(new MaxCandidatesCondition(plan.candidates())));
        configuration.setRngSeed(plan.seed());
        return configuration;
    }
}
