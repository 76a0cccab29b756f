package org.dl4jlab.engine.internal.layer.normalization;

import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * Writes the change of the running mean and variance into the gradient array, where DL4J's updaters
 * subtract it from the parameters like any update:
 *
 * <pre>
 * mean change     = (1 - decay) (mean - batchMean)
 * variance change = (1 - decay) (variance - batchVariance)
 * </pre>
 *
 * <p>DL4J's default parameter instead of the variance is {@code log10(sqrt(variance))}; its change is
 * then {@code log10(variance / nextVariance) / 2} with {@code nextVariance = decay variance + (1 - decay)
 * batchVariance}.
 */
record RunningStatisticsStep(
        String label,
        double decay,
        boolean logarithmic,
        Tensor batchMean,
        Tensor batchVariance,
        Tensor mean,
        Tensor spread,
        Tensor meanChange,
        Tensor spreadChange)
        implements Step {
    static RunningStatisticsStep of(
            Node node, PlanBuilder plan, Layout channels, Tensor batchMean, Tensor batchVariance) {
        BatchNormalization layer = (BatchNormalization) node.definition();
        String spread = layer.isUseLogStd() ? "log10stdev" : "var";
        return new RunningStatisticsStep(
                node.name() + " running statistics",
                layer.getDecay(),
                layer.isUseLogStd(),
                batchMean,
                batchVariance,
                plan.parameter(node.parameter("mean"), channels),
                plan.parameter(node.parameter(spread), channels),
                plan.parameterGradient(node.parameter("mean"), channels),
                plan.parameterGradient(node.parameter(spread), channels));
    }

    @Override
    public void run() {
        FloatBuffer means = mean.floats();
        FloatBuffer spreads = spread.floats();
        FloatBuffer batchMeans = batchMean.floats();
        FloatBuffer batchVariances = batchVariance.floats();
        FloatBuffer meanChanges = meanChange.floats();
        FloatBuffer spreadChanges = spreadChange.floats();
        for (int i = 0; i < means.capacity(); i++) {
            meanChanges.put(i, (float) ((1 - decay) * (means.get(i) - batchMeans.get(i))));
            spreadChanges.put(i, spreadChange(spreads.get(i), batchVariances.get(i)));
        }
    }

    private float spreadChange(float current, float batch) {
        if (!logarithmic) {
            return (float) ((1 - decay) * (current - batch));
        }
        double variance = Math.pow(10, 2 * (double) current);
        double next = decay * variance + (1 - decay) * batch;
        return (float) (0.5 * Math.log10(variance / next));
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(batchMean, batchVariance, mean, spread, meanChange, spreadChange);
    }
}
