package org.dl4jlab.engine.optimizer;

import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.dl4jlab.engine.graph.ParameterSlice;

/**
 * DL4J's gradient normalisation and clipping of one layer, applied before the updater. Source: Pascanu
 * et al., "On the difficulty of training recurrent neural networks" (2013), for clipping by norm.
 *
 * @param mode what is done
 * @param threshold largest value or norm
 * @param layer the layer's place in the gradient array
 * @param parameters the places of its single parameters
 */
record GradientClipping(
        GradientNormalization mode, double threshold, ParameterSlice layer, List<ParameterSlice> parameters) {
    void apply(FloatBuffer gradients) {
        switch (mode) {
            case None -> {}
            case RenormalizeL2PerLayer -> scale(gradients, layer, 1 / nonZero(norm(gradients, layer)));
            case RenormalizeL2PerParamType -> {
                for (ParameterSlice parameter : parameters) {
                    scale(gradients, parameter, 1 / nonZero(norm(gradients, parameter)));
                }
            }
            case ClipElementWiseAbsoluteValue -> clip(gradients);
            case ClipL2PerLayer -> limit(gradients, layer);
            case ClipL2PerParamType -> {
                for (ParameterSlice parameter : parameters) {
                    limit(gradients, parameter);
                }
            }
        }
    }

    private void limit(FloatBuffer gradients, ParameterSlice slice) {
        double norm = norm(gradients, slice);
        if (norm > threshold) {
            scale(gradients, slice, threshold / norm);
        }
    }

    private void clip(FloatBuffer gradients) {
        float limit = (float) threshold;
        for (int i = (int) layer.offset(); i < layer.offset() + layer.length(); i++) {
            gradients.put(i, Math.min(Math.max(gradients.get(i), -limit), limit));
        }
    }

    /** DL4J's guard against 0/0. */
    private static double nonZero(double norm) {
        return norm == 0 ? 1e-5 : norm;
    }

    private static double norm(FloatBuffer gradients, ParameterSlice slice) {
        double sum = 0;
        for (int i = (int) slice.offset(); i < slice.offset() + slice.length(); i++) {
            double value = gradients.get(i);
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static void scale(FloatBuffer gradients, ParameterSlice slice, double factor) {
        for (int i = (int) slice.offset(); i < slice.offset() + slice.length(); i++) {
            gradients.put(i, (float) (gradients.get(i) * factor));
        }
    }
}
