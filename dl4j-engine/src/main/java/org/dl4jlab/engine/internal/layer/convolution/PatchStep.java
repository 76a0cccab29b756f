package org.dl4jlab.engine.internal.layer.convolution;

import java.nio.FloatBuffer;
import java.util.List;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * Copies the patch of the input that each pixel of the output sees into a row of a matrix: for each tap of the kernel the
 * channels of one pixel, or zeros where the tap meets padding.
 */
final class PatchStep implements Step {
    private final String label;
    private final Tensor input;
    private final Tensor patches;
    private final int channels;
    private final int[] from;
    private final float[] zeros;

    /**
     * @param input {@code [batch, in, height, width]}, channels last
     * @param patches {@code [batch * height' * width', kernelHeight * kernelWidth * in]}, row-major
     */
    PatchStep(String label, ConvolutionPrimitives primitives, Tensor input, Tensor patches) {
        this.label = label;
        this.input = input;
        this.patches = patches;
        this.channels = (int) primitives.source()[1];
        this.from = sources(primitives);
        this.zeros = new float[channels];
    }

    /** For each pixel of the output and each tap, in the order of the matrix: where its pixel of the input starts, or -1. */
    private static int[] sources(ConvolutionPrimitives primitives) {
        long[] source = primitives.source();
        long[] destination = primitives.destination();
        long[] kernel = primitives.window().kernel();
        int[] from = new int[(int) (destination[0] * destination[2] * destination[3] * kernel[0] * kernel[1])];
        int next = 0;
        for (int image = 0; image < destination[0]; image++) {
            for (int y = 0; y < destination[2]; y++) {
                for (int x = 0; x < destination[3]; x++) {
                    for (int tapY = 0; tapY < kernel[0]; tapY++) {
                        for (int tapX = 0; tapX < kernel[1]; tapX++) {
                            long row = position(primitives.window(), 0, y, tapY);
                            long column = position(primitives.window(), 1, x, tapX);
                            boolean inside = row >= 0 && row < source[2] && column >= 0 && column < source[3];
                            long pixel = (image * source[2] + row) * source[3] + column;
                            from[next++] = inside ? (int) (pixel * source[1]) : -1;
                        }
                    }
                }
            }
        }
        return from;
    }

    /** Where a tap lies along an axis of the input. */
    private static long position(Window window, int axis, int output, int tap) {
        return output * window.stride()[axis] + tap * (window.dilation()[axis] + 1) - window.before()[axis];
    }

    @Override
    public void run() {
        FloatBuffer read = input.floats();
        FloatBuffer written = patches.floats();
        for (int i = 0; i < from.length; i++) {
            if (from[i] < 0) {
                written.put(i * channels, zeros);
            } else {
                written.put(i * channels, read, from[i], channels);
            }
        }
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(input, patches);
    }

    @Override
    public String label() {
        return label;
    }
}
