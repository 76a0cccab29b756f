package org.dl4jlab.engine.internal.layer.shared;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.dl4jlab.engine.graph.Shape;

/**
 * Geometry of a sliding window in oneDNN's terms, arrays as {@code [height, width]}.
 *
 * @param kernel size
 * @param stride step
 * @param dilation gaps between the taps: 0 where DL4J says 1
 * @param before padding above and left
 * @param after padding below and right
 */
public record Window(long[] kernel, long[] stride, long[] dilation, long[] before, long[] after) {
    /**
     * From DL4J's settings. In mode Same the padding follows from the output size, the odd row or column
     * below and right, as in TensorFlow; otherwise it is what the layer says, on both sides.
     */
    public static Window of(
            int[] kernel,
            int[] stride,
            int[] padding,
            int[] dilation,
            ConvolutionMode mode,
            Shape input,
            Shape output) {
        long[] in = {input.height(), input.width()};
        long[] out = {output.height(), output.width()};
        long[] before = new long[2];
        long[] after = new long[2];
        for (int i = 0; i < 2; i++) {
            long extent = (kernel[i] - 1L) * dilation[i] + 1;
            if (mode == ConvolutionMode.Same) {
                long total = Math.max(0, (out[i] - 1) * stride[i] + extent - in[i]);
                before[i] = total / 2;
                after[i] = total - before[i];
            } else {
                before[i] = padding[i];
                after[i] = padding[i];
            }
        }
        return new Window(widen(kernel), widen(stride), new long[] {dilation[0] - 1L, dilation[1] - 1L}, before, after);
    }

    private static long[] widen(int[] values) {
        return new long[] {values[0], values[1]};
    }
}
