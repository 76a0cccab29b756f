package org.dl4jlab.engine.internal.layer;

import java.nio.FloatBuffer;
import java.util.List;
import org.dl4jlab.engine.internal.plan.ExecutionState;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * Cross-entropy of softmax probabilities p against labels y, which may be soft: the loss is
 * {@code -sum(y log p)} over classes and batch, its gradient before the softmax {@code p - y}.
 *
 * <p>As DL4J's {@code LossMCXENT} does, p is clipped for the loss but not for the gradient, and the
 * gradient assumes that the labels of an example sum to 1. With weights w of the classes, y is w y
 * throughout, and the gradient is {@code p sum(w y) - w y}.
 */
final class CrossEntropyStep implements Step {
    private final String name;
    private final Tensor probabilities;
    private final Tensor labels;
    private final Tensor gradient;
    private final float clip;
    private final ExecutionState state;
    private final float[] p;
    private final float[] y;
    private final float[] weights;

    /** @param weights one a class; empty for none */
    CrossEntropyStep(
            String name,
            Tensor probabilities,
            Tensor labels,
            Tensor gradient,
            double clip,
            float[] weights,
            ExecutionState state) {
        this.name = name;
        this.probabilities = probabilities;
        this.labels = labels;
        this.gradient = gradient;
        this.clip = (float) clip;
        this.weights = weights;
        this.state = state;
        this.p = new float[(int) probabilities.layout().elements()];
        this.y = new float[p.length];
    }

    @Override
    public void run() {
        read(probabilities.floats(), p);
        read(labels.floats(), y);
        weigh();
        double loss = 0;
        for (int i = 0; i < p.length; i++) {
            if (y[i] != 0) {
                loss -= y[i] * Math.log(Math.min(Math.max(p[i], clip), 1 - clip));
            }
        }
        subtract();
        FloatBuffer out = gradient.floats();
        out.position(0);
        out.put(p);
        state.reportLoss(loss);
    }

    private void weigh() {
        for (int i = 0; i < y.length && weights.length > 0; i++) {
            y[i] *= weights[i % weights.length];
        }
    }

    /** Makes p the gradient. */
    private void subtract() {
        int classes = weights.length;
        for (int example = 0; example < p.length && classes > 0; example += classes) {
            float sum = 0;
            for (int i = example; i < example + classes; i++) {
                sum += y[i];
            }
            for (int i = example; i < example + classes; i++) {
                p[i] *= sum;
            }
        }
        for (int i = 0; i < p.length; i++) {
            p[i] -= y[i];
        }
    }

    private static void read(FloatBuffer from, float[] into) {
        from.position(0);
        from.get(into);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(probabilities, labels, gradient);
    }

    @Override
    public String label() {
        return name + " cross-entropy";
    }
}
