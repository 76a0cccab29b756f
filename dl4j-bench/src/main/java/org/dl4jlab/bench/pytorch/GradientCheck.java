package org.dl4jlab.bench.pytorch;

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
 * <p>It is here because they differ on some CPUs: with contiguous tensors, libtorch 2.10 (oneDNN 3.7.1) on an AMD EPYC (Zen 5)
 * gave a wrong gradient, now and then NaN, for the input of a convolution whose number of output channels is no multiple of the
 * block of 8 or 16 channels that oneDNN copies it into. The second convolution of SimpleCnn (6 channels) is such a one. In
 * channels-last order nothing is padded and the gradients agree. On an Intel Xeon (Emerald Rapids) they agree in both. A layout
 * with wrong gradients must not be timed.
 */
final class GradientCheck {

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
                GradientDifference.requireSmall(
                        gradients(network, features, labels, true, arithmetic), plain, arithmetic);
            }
        } finally {
            torch.globalContext().setUserEnabledMkldnn(before);
        }
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
}
