package org.dl4jlab.engine.internal.layer;

import java.nio.FloatBuffer;
import java.util.List;
import org.dl4jlab.engine.internal.plan.ExecutionState;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * Cross-entropy of numbers p that a layer before made probabilities, against labels y: the loss is
 * {@code -sum(w y log p)} over classes and batch, its gradient {@code -w y / p}.
 *
 * <p>As in DL4J's {@code LossMCXENT} without an activation function, nothing is clipped: a probability of zero makes the loss
 * NaN, also where the label is zero.
 */
final class ProbabilityLossStep implements Step {
    private final String name;
    private final Tensor probabilities;
    private final Tensor labels;
    private final Tensor gradient;
    private final float[] weights;
    private final ExecutionState state;
    private final float[] p;
    private final float[] y;

    /** @param weights one a class; empty for none */
    ProbabilityLossStep(
            String name, Tensor probabilities, Tensor labels, Tensor gradient, float[] weights, ExecutionState state) {
        this.name = name;
        this.probabilities = probabilities;
        this.labels = labels;
        this.gradient = gradient;
        this.weights = weights;
        this.state = state;
        this.p = new float[(int) probabilities.layout().elements()];
        this.y = new float[p.length];
    }

    @Override
    public void run() {
        probabilities.floats().get(0, p);
        labels.floats().get(0, y);
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            float weighted = weights.length == 0 ? y[i] : y[i] * weights[i % weights.length];
            loss -= weighted * Math.log(p[i]);
            p[i] = -weighted / p[i];
        }
        FloatBuffer out = gradient.floats();
        out.put(0, p);
        state.reportLoss(loss);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(probabilities, labels, gradient);
    }

    @Override
    public String label() {
        return name + " cross-entropy of probabilities";
    }
}
