package org.dl4jlab.experiments.dashboard.sweeps;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.arbiter.optimize.serde.jackson.YamlMapper;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;

/** Arbiter's pages share two mappers with everybody in the process; the program that shows them adapts them to Java 17. */
public final class ArbiterMappers {

    private ArbiterMappers() {}

    /** To be called by the program before a sweep is shown; again does no harm. */
    public static void configure() {
        // Jackson can neither look into the random generator nor make the genetic operators again. The page shows
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
}
