package org.dl4jlab.models.summary;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One layer or vertex of a network, for one image.
 *
 * @param name its name in the configuration
 * @param kind what it does, for example {@code conv 3x3 / 2} (stride 2)
 * @param outputShape of one image: {@code [channels, height, width]} or {@code [units]}
 * @param parameters numbers that training learns
 * @param statistics numbers that are kept but not learned: BatchNorm's running mean and variance, which DL4J counts as
 *     parameters
 * @param multiplyAdds uses of a weight: one multiplication and one addition each. Biases and element-wise work
 *     (BatchNorm, activations, pooling, additions) do not count.
 * @param counted whether the multiply-adds are known; 0 stands for them if not, in a layer of a kind not known here
 */
public record LayerSummary(
        String name,
        String kind,
        List<Long> outputShape,
        long parameters,
        long statistics,
        long multiplyAdds,
        boolean counted) {

    public LayerSummary {
        outputShape = List.copyOf(outputShape);
    }

    /** The output shape for people, for example {@code 6x24x24}. */
    public String shapeText() {
        return outputShape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
