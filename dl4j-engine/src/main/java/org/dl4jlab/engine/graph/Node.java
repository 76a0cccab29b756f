package org.dl4jlab.engine.graph;

import java.util.List;
import java.util.Map;

/**
 * One computation of a network.
 *
 * @param id position in {@link NetworkGraph#nodes()}
 * @param name DL4J's layer or vertex name, for messages
 * @param definition what is computed: DL4J's configuration of a layer, vertex or preprocessor, an
 *     {@code IActivation}, an {@code IDropout}, or a {@link LossHead}; null for the network's input
 * @param inputs ids of the nodes whose outputs are read
 * @param shape shape of one example of the output
 * @param parameters places of the parameters by DL4J's key ({@code W}, {@code b}, {@code gamma}, ...)
 * @param frozen whether training leaves the parameters as they are and the layer computes as in inference
 */
public record Node(
        int id,
        String name,
        Object definition,
        List<Integer> inputs,
        Shape shape,
        Map<String, ParameterSlice> parameters,
        boolean frozen) {
    /** Whether training changes the node's parameters. */
    public boolean isTrained() {
        return !parameters.isEmpty() && !frozen;
    }

    /**
     * Place of a parameter that this kind of layer always has.
     *
     * @throws IllegalStateException if it is missing
     */
    public ParameterSlice parameter(String key) {
        ParameterSlice slice = parameters.get(key);
        if (slice == null) {
            throw new IllegalStateException("layer " + name + " has no parameter " + key);
        }
        return slice;
    }
}
