package org.dl4jlab.engine.internal.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;

/** The tensors that a primitive reads and writes, by oneDNN's argument numbers. */
public final class Arguments {
    private final Map<Integer, Tensor> tensors = new LinkedHashMap<>();

    /** Arguments that start with a source and a destination. */
    public static Arguments sourceTo(Tensor source, Tensor destination) {
        return new Arguments().with(dnnl.DNNL_ARG_SRC, source).with(dnnl.DNNL_ARG_DST, destination);
    }

    /** Arguments that start with the gradient that arrives and the gradient that is computed from it. */
    public static Arguments gradientTo(Tensor outputGradient, Tensor inputGradient) {
        return new Arguments().with(dnnl.DNNL_ARG_DIFF_DST, outputGradient).with(dnnl.DNNL_ARG_DIFF_SRC, inputGradient);
    }

    /** Adds an argument; a null tensor means that the primitive has no such argument here. */
    public Arguments with(int argument, Tensor tensor) {
        if (tensor != null) {
            tensors.put(argument, tensor);
        }
        return this;
    }

    Map<Integer, Tensor> tensors() {
        return tensors;
    }
}
