package org.dl4jlab.bench.pytorch;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Compares the gradients that libtorch computes through oneDNN with those of its own loops.
 *
 * <p>It is here because they differ: with contiguous tensors, libtorch 2.10 (oneDNN 3.7.1) gives a wrong gradient, now
 * and then NaN, for the input of a convolution whose number of output channels is no multiple of the block of 8 or 16
 * channels that oneDNN copies it into. The second convolution of SimpleCnn (6 channels) is such a one. In channels-last
 * order nothing is padded and the gradients agree. A layout with wrong gradients must not be timed.
 */
final class GradientCheck {

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

    /** How far off a wrong gradient is changes from one computation to the next: once, it may come out nearly right. */
    private static final int REPEATS = 5;

    private GradientCheck() {}

    /**
     * Compares all gradients on one batch; the network's gradients are left undefined. Those of bfloat16 are compared with
     * those of float32.
     *
     * @throws IllegalStateException if they differ, or if bfloat16 was asked for and the network answers in another type
     */
    static void require(TorchNetwork network, Tensor features, Tensor labels, Arithmetic arithmetic) {
        boolean before = torch.globalContext().userEnabledMkldnn();
        try (PointerScope scope = new PointerScope()) {
            // The parameters' gradients are read once: BatchNorm's running statistics do not enter them.
            List<float[]> plain = gradients(network, features, labels, false, Arithmetic.FLOAT32);
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                requireSame(gradients(network, features, labels, true, arithmetic), plain, arithmetic);
            }
        } finally {
            torch.globalContext().setUserEnabledMkldnn(before);
        }
    }

    private static void requireSame(List<float[]> fast, List<float[]> plain, Arithmetic arithmetic) {
        boolean bfloat16 = arithmetic == Arithmetic.AUTOCAST_BFLOAT16;
        double tolerance = bfloat16 ? BFLOAT16_TOLERANCE : TOLERANCE;
        for (int i = 0; i < fast.size(); i++) {
            requireBelow(tolerance, relativeError(fast.get(i), plain.get(i)), "for parameter " + i, arithmetic);
        }
        if (bfloat16) {
            requireBelow(
                    BFLOAT16_TOLERANCE_TOGETHER,
                    relativeError(together(fast), together(plain)),
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

    private static List<float[]> gradients(
            TorchNetwork network, Tensor features, Tensor labels, boolean oneDnn, Arithmetic arithmetic) {
        torch.globalContext().setUserEnabledMkldnn(oneDnn);
        network.zero_grad(true);
        Tensor logits = arithmetic.forward(network, features);
        boolean bfloat16 = logits.scalar_type().intern() == ScalarType.BFloat16;
        if (bfloat16 != (arithmetic == Arithmetic.AUTOCAST_BFLOAT16)) {
            throw new IllegalStateException(
                    "libtorch answers in " + logits.scalar_type() + " when asked for " + arithmetic.title() + ".");
        }
        torch.cross_entropy_loss(logits, labels).backward();
        TensorVector parameters = network.parameters();
        List<float[]> gradients = new ArrayList<>();
        for (long i = 0; i < parameters.size(); i++) {
            Tensor gradient = parameters.get(i).grad().contiguous();
            float[] values = new float[(int) gradient.numel()];
            gradient.data_ptr_float().get(values);
            gradients.add(values);
        }
        network.zero_grad(true);
        return gradients;
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
