package org.dl4jlab.experiments.dashboard.sweeps;

import java.io.IOException;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.dl4jlab.sweeps.search.AccuracyScore;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Reads a genetic search back as far as the page shows it: its class and its space. Arbiter's own cannot be read. */
final class GeneticReader extends JsonDeserializer<GeneticSearchCandidateGenerator> {

    @Override
    public GeneticSearchCandidateGenerator deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        JsonNode tree = parser.readValueAsTree();
        ParameterSpace<?> space = parser.getCodec().treeToValue(tree.get("parameterSpace"), ParameterSpace.class);
        return new GeneticSearchCandidateGenerator.Builder(space, new AccuracyScore()).build();
    }
}
