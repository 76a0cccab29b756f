package org.dl4jlab.experiments.dashboard.sweeps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * All hyperparameters of a sweep in the only form that Arbiter's page understands: as those of a network as a whole. It
 * makes no network.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
final class ArbiterSpace extends BaseNetworkSpace<Map<String, Object>> {

    @JsonProperty
    private final Map<String, ParameterSpace<?>> hyperparameters;

    /** @param hyperparameters in the order of a candidate's genes; must be a new space's, since they get new places */
    @JsonCreator
    ArbiterSpace(@JsonProperty("hyperparameters") LinkedHashMap<String, ParameterSpace<?>> hyperparameters) {
        this.hyperparameters = hyperparameters;
        this.layerSpaces = List.of();
        // JSON does not tell which gene belongs to which hyperparameter.
        int gene = 0;
        for (ParameterSpace<?> leaf : collectLeaves()) {
            int count = leaf.numParameters();
            int[] places = new int[count];
            for (int i = 0; i < count; i++) {
                places[i] = gene++;
            }
            leaf.setIndices(places);
        }
    }

    @Override
    public Map<String, Object> getValue(double[] genes) {
        Map<String, Object> values = new LinkedHashMap<>();
        hyperparameters.forEach((name, parameter) -> values.put(name, parameter.getValue(genes)));
        return values;
    }

    @Override
    public int numParameters() {
        return collectLeaves().stream().mapToInt(ParameterSpace::numParameters).sum();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return CandidateSpace.leaves(hyperparameters);
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public Map<String, ParameterSpace> getNestedSpaces() {
        return new LinkedHashMap<>(hyperparameters);
    }
}
