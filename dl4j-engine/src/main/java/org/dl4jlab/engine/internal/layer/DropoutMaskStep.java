package org.dl4jlab.engine.internal.layer;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.dl4jlab.engine.internal.plan.ExecutionState;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * Draws a dropout mask: 1/p with probability p, else 0.
 *
 * <p>The mask depends on the network's seed, the layer and the iteration alone, so that a training run
 * that was stopped and continued draws what it would have drawn. It differs from the mask that DL4J draws
 * from its one global generator, whose state no saved network holds.
 */
final class DropoutMaskStep implements Step {
    private final String name;
    private final Dropout dropout;
    private final Tensor mask;
    private final long seed;
    private final ExecutionState state;
    private final float[] values;

    DropoutMaskStep(String name, Dropout dropout, Tensor mask, long seed, int layer, ExecutionState state) {
        this.name = name;
        this.dropout = dropout;
        this.mask = mask;
        this.seed = seed * 1_000_003 + layer;
        this.state = state;
        this.values = new float[(int) (mask.layout().bytes() / Float.BYTES)];
    }

    @Override
    public void run() {
        double keep = dropout.getPSchedule() == null
                ? dropout.getP()
                : dropout.getPSchedule().valueAt(state.iteration(), state.epoch());
        SplittableRandom random = new SplittableRandom(seed ^ ((long) state.iteration() << 32));
        int threshold = (int) Math.round(keep * 0x1p24);
        float scale = (float) (1 / keep);
        for (int i = 0; i + 1 < values.length; i += 2) {
            long bits = random.nextLong();
            values[i] = (bits >>> 40) < threshold ? scale : 0;
            values[i + 1] = (bits & 0xFFFFFF) < threshold ? scale : 0;
        }
        if (values.length % 2 == 1) {
            values[values.length - 1] = (random.nextLong() >>> 40) < threshold ? scale : 0;
        }
        FloatBuffer out = mask.floats();
        out.position(0);
        out.put(values);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(mask);
    }

    @Override
    public String label() {
        return name + " dropout mask";
    }
}
