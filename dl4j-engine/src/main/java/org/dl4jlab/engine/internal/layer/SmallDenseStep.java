package org.dl4jlab.engine.internal.layer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * The forward pass of a small dense layer, {@code y = f(x W + b)}, in Java: starting a primitive of oneDNN takes a
 * microsecond, in which a thousand numbers are multiplied.
 */
final class SmallDenseStep implements Step {
    /** Up to so many multiplications this is faster than a primitive. */
    private static final long MOST_MULTIPLICATIONS = 1500;

    private final String label;
    private final Tensor input;
    private final Tensor weights;
    private final Tensor bias;
    private final Tensor output;
    private final float slope;
    private final float[] x;
    private final float[] w;
    private final float[] b;
    private final float[] y;

    /**
     * @param input {@code [batch, in]}, row-major
     * @param weights {@code [out, in]}, row-major
     * @param bias {@code [out]}, or null
     * @param output {@code [batch, out]}, row-major
     * @param function a rectifier with any slope, or none
     */
    SmallDenseStep(
            String label, Tensor input, Tensor weights, Tensor bias, Tensor output, Optional<Elementwise> function) {
        this.label = label;
        this.input = input;
        this.weights = weights;
        this.bias = bias;
        this.output = output;
        this.slope = function.map(Elementwise::alpha).orElse(1f);
        this.x = new float[(int) input.layout().elements()];
        this.w = new float[(int) weights.layout().elements()];
        this.y = new float[(int) output.layout().elements()];
        this.b = new float[(int) weights.layout().dimension(0)];
    }

    /** Whether a layer is small enough, and its function one that this knows. */
    static boolean suits(long batch, long in, long out, Optional<Elementwise> function) {
        return batch * in * out <= MOST_MULTIPLICATIONS
                && function.map(Elementwise::isPiecewiseLinear).orElse(true);
    }

    @Override
    public void run() {
        input.floats().get(0, x);
        weights.floats().get(0, w);
        if (bias != null) {
            bias.floats().get(0, b);
        }
        int out = b.length;
        int in = w.length / out;
        for (int row = 0; row * in < x.length; row++) {
            for (int unit = 0; unit < out; unit++) {
                float sum = b[unit] + product(row * in, unit * in, in);
                y[row * out + unit] = slope == 0 ? Math.max(sum, 0) : sum > 0 ? sum : slope * sum;
            }
        }
        FloatBuffer result = output.floats();
        result.put(0, y);
    }

    /** Four sums at a time, so that no addition waits for the one before. */
    private float product(int ofX, int ofW, int count) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            first += x[ofX + i] * w[ofW + i];
            second += x[ofX + i + 1] * w[ofW + i + 1];
            third += x[ofX + i + 2] * w[ofW + i + 2];
            fourth += x[ofX + i + 3] * w[ofW + i + 3];
        }
        for (; i < count; i++) {
            first += x[ofX + i] * w[ofW + i];
        }
        return first + second + (third + fourth);
    }

    @Override
    public List<Tensor> tensors() {
        List<Tensor> used = new ArrayList<>(List.of(input, weights, output));
        if (bias != null) {
            used.add(bias);
        }
        return used;
    }

    @Override
    public String label() {
        return label;
    }
}
