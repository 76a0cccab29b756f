package org.dl4jlab.engine.internal.layer;

import java.util.List;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/** Softmax over a few classes of a few examples, in Java: starting a primitive of oneDNN takes longer. */
final class SmallSoftmaxStep implements Step {
    private static final long MOST_VALUES = 32;

    private final String label;
    private final Tensor logits;
    private final Tensor probabilities;
    private final int classes;
    private final float[] values;

    /** Both {@code [batch, classes]}, row-major. */
    SmallSoftmaxStep(String label, Tensor logits, Tensor probabilities) {
        this.label = label;
        this.logits = logits;
        this.probabilities = probabilities;
        this.classes = (int) logits.layout().dimension(1);
        this.values = new float[(int) logits.layout().elements()];
    }

    static boolean suits(Tensor logits) {
        return logits.layout().elements() <= MOST_VALUES;
    }

    @Override
    public void run() {
        logits.floats().get(0, values);
        for (int start = 0; start < values.length; start += classes) {
            float largest = values[start];
            for (int i = start + 1; i < start + classes; i++) {
                largest = Math.max(largest, values[i]);
            }
            float sum = 0;
            for (int i = start; i < start + classes; i++) {
                values[i] = (float) Math.exp(values[i] - largest);
                sum += values[i];
            }
            for (int i = start; i < start + classes; i++) {
                values[i] /= sum;
            }
        }
        probabilities.floats().put(0, values);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(logits, probabilities);
    }

    @Override
    public String label() {
        return label;
    }
}
