package org.dl4jlab.bench.pytorch;

import java.nio.FloatBuffer;
import java.util.List;

/** Tells rounding in gradients from wrong gradients. */
final class GradientDifference {

    /**
     * Both paths sum in float, in different order. In VGG and ResNet that moves some of a million values across the kink
     * of a ReLU or changes the winner of a pooling window, and gradients by 0.02; wrong ones are off by 0.2 and more.
     */
    private static final double TOLERANCE = 0.1;

    /**
     * The same for bfloat16 against float32, where more values cross a kink: up to 0.56 for one parameter of ResNet-18 and
     * 0.22 for all parameters together were seen where the gradients are right, from 0.8 where they are wrong.
     */
    private static final double BFLOAT16_TOLERANCE = 0.7;

    private static final double BFLOAT16_TOLERANCE_TOGETHER = 0.3;

    private GradientDifference() {}

    /**
     * Compares gradients, one array for each parameter.
     *
     * @param found by the path that is to be timed
     * @param expected in float32, by libtorch's own loops
     * @param arithmetic of {@code found}
     * @throws IllegalStateException if they differ by more than rounding does, or are no numbers
     */
    static void requireSmall(List<float[]> found, List<float[]> expected, Arithmetic arithmetic) {
        boolean bfloat16 = arithmetic == Arithmetic.AUTOCAST_BFLOAT16;
        double tolerance = bfloat16 ? BFLOAT16_TOLERANCE : TOLERANCE;
        for (int i = 0; i < found.size(); i++) {
            requireBelow(tolerance, relativeError(found.get(i), expected.get(i)), "for parameter " + i, arithmetic);
        }
        if (bfloat16) {
            requireBelow(
                    BFLOAT16_TOLERANCE_TOGETHER,
                    relativeError(together(found), together(expected)),
                    "for all parameters together",
                    arithmetic);
        }
    }

    private static void requireBelow(double tolerance, double error, String of, Arithmetic arithmetic) {
        if (!(error < tolerance)) {
            throw new IllegalStateException("libtorch's oneDNN path gives a wrong gradient " + of
                    + " in this layout and " + arithmetic.title() + ": relative error " + error + ".");
        }
    }

    private static float[] together(List<float[]> gradients) {
        FloatBuffer all = FloatBuffer.allocate(
                gradients.stream().mapToInt(gradient -> gradient.length).sum());
        gradients.forEach(all::put);
        return all.array();
    }

    /** Norm of the difference over norm of the expected values. */
    private static double relativeError(float[] found, float[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < found.length; i++) {
            difference += Math.pow(found[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        // Biases in front of BatchNorm have no gradient but noise.
        return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-4);
    }
}
