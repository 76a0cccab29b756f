package org.dl4jlab.engine.internal.optimizer;

import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;

/**
 * DL4J's gradient normalisation or clipping of the parameters that share one norm: those of a layer, or a single one.
 * It acts on averaged gradients, before regularisation and updater. Source: Pascanu et al., "On the difficulty of
 * training recurrent neural networks" (2013), for clipping by norm.
 *
 * @param mode what is done
 * @param threshold largest value or norm
 * @param parts where the gradients lie
 */
record GradientNorm(GradientNormalization mode, double threshold, List<Part> parts) {
    /** DL4J's guard against 0/0. */
    private static final double INSTEAD_OF_ZERO = 1e-5;

    GradientNorm {
        parts = List.copyOf(parts);
    }

    /** Whether {@link #factor} depends on the norm. */
    boolean needsNorm() {
        return mode != GradientNormalization.ClipElementWiseAbsoluteValue;
    }

    /** What the gradients are multiplied by. */
    double factor(double norm) {
        return switch (mode) {
            case RenormalizeL2PerLayer, RenormalizeL2PerParamType -> 1 / (norm == 0 ? INSTEAD_OF_ZERO : norm);
            case ClipL2PerLayer, ClipL2PerParamType -> norm > threshold ? threshold / norm : 1;
            case None, ClipElementWiseAbsoluteValue -> 1;
        };
    }

    /** The largest absolute value that a gradient may keep. */
    float limit() {
        return needsNorm() ? Float.POSITIVE_INFINITY : (float) threshold;
    }

    /**
     * Neighbouring gradients.
     *
     * @param start first in the flat array
     * @param length how many
     * @param averaged whether they are sums over the batch that are divided by its size first
     */
    record Part(int start, int length, boolean averaged) {}
}
