package org.dl4jlab.engine.internal.layer.normalization;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A convolution and the batch normalisation behind it as one convolution, for inference:
 *
 * <pre>
 * s        = gamma / sqrt(variance + epsilon)
 * weights' = s weights
 * bias'    = s (bias - mean) + beta
 * </pre>
 *
 * <p>Computed whenever parameters have changed. Source: Jacob et al., "Quantization and Training of
 * Neural Networks for Efficient Integer-Arithmetic-Only Inference" (2018), section 3.2.
 *
 * @param weights the convolution's, {@code [out, in, kernelHeight, kernelWidth]}
 * @param bias the convolution's, or null without
 */
public record FoldedNormalization(
        String label,
        double epsilon,
        Tensor weights,
        Tensor bias,
        ScaleAndShift affine,
        Tensor mean,
        Tensor variance,
        Tensor foldedWeights,
        Tensor foldedBias)
        implements Step {
    /** Adds the step to the plan's preparation. */
    public static FoldedNormalization prepare(Node convolution, Node norm, Layout weightsLayout, PlanBuilder plan) {
        BatchNormalization layer = (BatchNormalization) norm.definition();
        Layout channels = Layout.plain(norm.shape().channels());
        boolean hasBias = convolution.parameters().containsKey("b");
        FoldedNormalization folded = new FoldedNormalization(
                convolution.name() + " folded normalisation",
                layer.getEps(),
                plan.parameter(convolution.parameter("W"), weightsLayout),
                hasBias ? plan.parameter(convolution.parameter("b"), channels) : null,
                ScaleAndShift.of(norm, plan, channels),
                plan.parameter(norm.parameter("mean"), channels),
                RunningVarianceStep.prepared(norm, plan, channels),
                plan.keptTensor(weightsLayout),
                plan.keptTensor(channels));
        plan.preparing(() -> plan.step(folded));
        return folded;
    }

    @Override
    public void run() {
        FloatBuffer from = weights.floats();
        FloatBuffer to = foldedWeights.floats();
        FloatBuffer toBias = foldedBias.floats();
        int channels = toBias.capacity();
        float[] row = new float[from.capacity() / channels];
        for (int channel = 0; channel < channels; channel++) {
            double scale = affine.scale().floats().get(channel)
                    / Math.sqrt(variance.floats().get(channel) + epsilon);
            from.get(channel * row.length, row);
            for (int i = 0; i < row.length; i++) {
                row[i] *= (float) scale;
            }
            to.put(channel * row.length, row);
            double before = bias == null ? 0 : bias.floats().get(channel);
            double shifted = scale * (before - mean.floats().get(channel));
            toBias.put(channel, (float) (shifted + affine.shift().floats().get(channel)));
        }
    }

    @Override
    public List<Tensor> tensors() {
        List<Tensor> used = new ArrayList<>(
                List.of(weights, affine.scale(), affine.shift(), mean, variance, foldedWeights, foldedBias));
        if (bias != null) {
            used.add(bias);
        }
        return used;
    }
}
