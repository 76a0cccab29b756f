package org.dl4jlab.bench.pytorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

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

    /** How far off a wrong gradient is changes from one computation to the next: once, it may come out nearly right. */
    private static final int REPEATS = 5;

    private GradientCheck() {}

    /**
     * Compares all gradients on one batch; the network's gradients are left undefined.
     *
     * @throws IllegalStateException if they differ
     */
    static void require(TorchNetwork network, Tensor features, Tensor labels) {
        boolean before = torch.globalContext().userEnabledMkldnn();
        try (PointerScope scope = new PointerScope()) {
            // The parameters' gradients are read once: BatchNorm's running statistics do not enter them.
            List<float[]> plain = gradients(network, features, labels, false);
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                requireSame(gradients(network, features, labels, true), plain);
            }
        } finally {
            torch.globalContext().setUserEnabledMkldnn(before);
        }
    }

    private static void requireSame(List<float[]> fast, List<float[]> plain) {
        for (int i = 0; i < fast.size(); i++) {
            double error = relativeError(fast.get(i), plain.get(i));
            if (!(error < TOLERANCE)) {
                throw new IllegalStateException("libtorch's oneDNN path gives a wrong gradient for parameter " + i
                        + " in this layout: relative error " + error + ".");
            }
        }
    }

    private static List<float[]> gradients(TorchNetwork network, Tensor features, Tensor labels, boolean oneDnn) {
        torch.globalContext().setUserEnabledMkldnn(oneDnn);
        network.zero_grad(true);
        torch.cross_entropy_loss(network.forward(features), labels).backward();
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
