package org.dl4jlab.models.initialization;

import java.util.Arrays;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lets a convolution begin by passing its input on: output map {@code i} is input map {@code i} for as many maps as there
 * are inputs; further maps start as PyTorch would, uniform in ±1/sqrt(fan_in). A deep network then starts with a signal
 * that reaches its end.
 *
 * <p>Source: "dirac" initialisation as in K. Jordan, "94% on CIFAR-10 in 3.29 Seconds on a Single GPU", 2024, section 3.2.
 */
public final class PartialIdentity implements IWeightInit {

    private static final long serialVersionUID = 1;

    @Override
    public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray view) {
        if (shape.length != 4) {
            throw new IllegalArgumentException(
                    "PartialIdentity is for convolutions, whose weights have 4 dimensions, not " + shape.length + ".");
        }
        double bound = 1 / Math.sqrt(fanIn);
        int filter = Math.toIntExact(shape[1] * shape[2] * shape[3]);
        float[] weights = new float[Math.toIntExact(shape[0]) * filter];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) ((2 * Nd4j.getRandom().nextDouble() - 1) * bound);
        }
        int centre = Math.toIntExact(shape[2] / 2 * shape[3] + shape[3] / 2);
        for (int map = 0; map < Math.min(shape[0], shape[1]); map++) {
            Arrays.fill(weights, map * filter, (map + 1) * filter, 0);
            weights[map * filter + map * Math.toIntExact(shape[2] * shape[3]) + centre] = 1;
        }
        INDArray shaped = view.reshape(order, shape);
        shaped.assign(Nd4j.create(weights, shape, 'c').castTo(shaped.dataType()));
        return shaped;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartialIdentity;
    }

    @Override
    public int hashCode() {
        return PartialIdentity.class.hashCode();
    }
}
