package org.dl4jlab.sweeps.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * A search space in the form that Arbiter's generators take: all hyperparameters as one parameter space, whose genes
 * (numbers in [0, 1], one per hyperparameter) stand for a candidate.
 */
public final class CandidateSpace extends AbstractParameterSpace<Map<String, Object>> {

    private final SearchSpace space;
    private final Map<String, ParameterSpace<?>> hyperparameters;

    /** @throws IllegalArgumentException if the network varies with something that is not among the hyperparameters */
    public CandidateSpace(SearchSpace space) {
        this.space = space;
        this.hyperparameters = new LinkedHashMap<>(space.hyperparameters());
        requireEveryLeafNamed();
    }

    private void requireEveryLeafNamed() {
        List<?> known = collectLeaves();
        space.network(CandidateExperiment.options(space)).collectLeaves().stream()
                .filter(leaf -> leaf.numParameters() > 0)
                .filter(leaf -> known.stream().noneMatch(k -> k == leaf))
                .findAny()
                .ifPresent(leaf -> {
                    throw new IllegalArgumentException("the network of search space '" + space.name()
                            + "' varies with a parameter that is not among its hyperparameters: " + leaf);
                });
    }

    public SearchSpace space() {
        return space;
    }

    /** The value of each hyperparameter, in the space's order: a number, a boolean or a text. */
    @Override
    public Map<String, Object> getValue(double[] genes) {
        Map<String, Object> values = new LinkedHashMap<>();
        hyperparameters.forEach((name, parameter) -> values.put(name, plain(parameter.getValue(genes))));
        return values;
    }

    /** A value as records keep it and as a user would write it. */
    static Object plain(Object value) {
        if (value instanceof Enum<?> constant) {
            return Settings.word(constant);
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** The candidate as an experiment. */
    public Experiment experiment(double[] genes) {
        return CandidateExperiment.of(space, genes);
    }

    /**
     * The candidate's training settings.
     *
     * @param common of all candidates; hyperparameters that have the name of a setting replace its value
     * @throws org.dl4jlab.training.InvalidInputException if a value is not of its setting's type or outside of its range
     */
    public TrainingSettings settings(TrainingSettings common, double[] genes) {
        Set<String> names = Settings.toMap(common).keySet();
        Map<String, Object> replaced = new LinkedHashMap<>();
        hyperparameters.forEach((name, parameter) -> {
            if (names.contains(name)) {
                replaced.put(name, parameter.getValue(genes));
            }
        });
        return Settings.with(common, replaced);
    }

    /** How many layers the candidate's network has. */
    public int layers(double[] genes) {
        int layers = 0;
        for (BaseNetworkSpace.LayerConf layer :
                space.network(CandidateExperiment.options(space)).getLayerSpaces()) {
            layers += layer.getNumLayers().getValue(genes);
        }
        return layers;
    }

    @Override
    public int numParameters() {
        return LeafUtils.countUniqueParameters(collectLeaves());
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public List<ParameterSpace> collectLeaves() {
        return leaves(hyperparameters);
    }

    /** The leaves of hyperparameters, in their order. */
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public static List<ParameterSpace> leaves(Map<String, ParameterSpace<?>> hyperparameters) {
        return hyperparameters.values().stream()
                .flatMap(parameter -> parameter.collectLeaves().stream())
                .toList();
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's signature
    public Map<String, ParameterSpace> getNestedSpaces() {
        return new LinkedHashMap<>(hyperparameters);
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("only leaves have indices");
    }
}
