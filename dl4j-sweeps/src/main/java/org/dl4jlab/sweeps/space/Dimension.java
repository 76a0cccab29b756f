package org.dl4jlab.sweeps.space;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;

/**
 * One hyperparameter as an axis to draw or to analyse.
 *
 * @param name of the hyperparameter
 * @param scale how its values lie on the axis
 * @param lowest value; null for choices
 * @param highest value; null for choices
 * @param choices as text, in order; null unless the values are choices
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dimension(String name, Scale scale, Double lowest, Double highest, List<String> choices) {

    /** How values lie on an axis. */
    public enum Scale {
        @JsonProperty("linear")
        LINEAR,
        @JsonProperty("log")
        LOG,
        /** Whole numbers, evenly spaced. */
        @JsonProperty("integers")
        INTEGERS,
        /** A few values, side by side. */
        @JsonProperty("choices")
        CHOICES
    }

    /** The axes of a space whose parameters know their place in the genes. */
    public static List<Dimension> of(CandidateSpace space) {
        return space.space().hyperparameters().entrySet().stream()
                .map(e -> of(e.getKey(), e.getValue(), space.numParameters()))
                .toList();
    }

    private static Dimension of(String name, ParameterSpace<?> parameter, int genes) {
        int count = parameter instanceof DiscreteParameterSpace<?> discrete
                ? discrete.numValues()
                : parameter instanceof BooleanSpace ? 2 : 0;
        if (count > 0) {
            List<String> choices = IntStream.range(0, count)
                    .mapToObj(i -> String.valueOf(CandidateSpace.plain(at(parameter, genes, (i + 0.5) / count))))
                    .toList();
            return new Dimension(name, Scale.CHOICES, null, null, choices);
        }
        double lowest = ((Number) at(parameter, genes, 0)).doubleValue();
        double middle = ((Number) at(parameter, genes, 0.5)).doubleValue();
        double highest = ((Number) at(parameter, genes, 1)).doubleValue();
        // The middle of a log-uniform range is its geometric mean.
        boolean log = lowest > 0 && Math.abs(middle / Math.sqrt(lowest * highest) - 1) < 1e-6;
        Scale scale = at(parameter, genes, 0) instanceof Integer ? Scale.INTEGERS : log ? Scale.LOG : Scale.LINEAR;
        return new Dimension(name, scale, lowest, highest, null);
    }

    private static Object at(ParameterSpace<?> parameter, int genes, double gene) {
        double[] all = new double[genes];
        Arrays.fill(all, gene);
        return parameter.getValue(all);
    }

    /** Whether it has what its scale needs; a record that was read from a file may lack it. */
    public boolean isWhole() {
        return scale == Scale.CHOICES
                ? choices != null && !choices.isEmpty()
                : lowest != null && highest != null && Double.isFinite(lowest) && Double.isFinite(highest);
    }

    /** Where a value lies on the axis, from 0 to 1. */
    public double position(Object value) {
        if (scale == Scale.CHOICES) {
            int i = choices.indexOf(String.valueOf(value));
            return choices.size() < 2 ? 0.5 : (double) i / (choices.size() - 1);
        }
        double number = ((Number) value).doubleValue();
        return scale == Scale.LOG
                ? Math.log(number / lowest) / Math.log(highest / lowest)
                : (number - lowest) / (highest - lowest);
    }
}
