package org.dl4jlab.bench.pytorch;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * A convolution without bias and its BatchNorm, which has one; for inference the two are folded into one convolution.
 *
 * <p>On images in channels-last order a 1x1 convolution is computed as what it is, a matrix product over the pixels:
 * with AVX-512, libtorch 2.10 (oneDNN 3.7.1) pads the output channels of such a convolution to a multiple of 48 and
 * answers the one of ResNet-18 that has 512 with a relative error of 0.14.
 */
final class ConvBn extends Module {

    private static final double EPSILON = 1e-5;
    private static final long[] ONE = {1, 1};
    private static final long[] CHANNELS_TO_END = {0, 2, 3, 1};
    private static final long[] CHANNELS_BACK = {0, 3, 1, 2};

    private final Conv2dImpl convolution;
    private final BatchNorm2dImpl norm;
    private final boolean pixelwise;
    private final long[] stride;
    private final long[] padding;
    private Tensor foldedWeight;
    private TensorOptional foldedBias;

    ConvBn(long in, long out, long kernel, long stride, long padding) {
        this.pixelwise = kernel == 1 && padding == 0;
        this.stride = new long[] {stride, stride};
        this.padding = new long[] {padding, padding};
        convolution = register_module("conv", TorchLayers.convolution(in, out, kernel, stride, padding, false));
        norm = register_module("norm", TorchLayers.batchNorm(out));
    }

    /** Answers a new tensor; {@code x} stays open. */
    Tensor forward(Tensor x) {
        if (foldedWeight != null) {
            return convolve(x, foldedWeight, foldedBias);
        }
        Tensor y = convolve(x, convolution.weight(), new TensorOptional());
        return TorchLayers.then(y, norm.forward(y));
    }

    private Tensor convolve(Tensor x, Tensor weight, TensorOptional bias) {
        return pixelwise && isChannelsLast(x)
                ? productOverPixels(x, weight, bias)
                : torch.conv2d(x, weight, bias, stride, padding, ONE, 1);
    }

    private Tensor productOverPixels(Tensor x, Tensor weight, TensorOptional bias) {
        Tensor pixels = strided(strided(x.permute(CHANNELS_TO_END), 1, stride[0]), 2, stride[1]);
        return torch.linear(pixels, weight.flatten(1, -1), bias).permute(CHANNELS_BACK);
    }

    private static Tensor strided(Tensor x, int dimension, long step) {
        return x.slice(dimension, new LongOptional(0), new LongOptional(x.size(dimension)), step);
    }

    private static boolean isChannelsLast(Tensor x) {
        return x.is_contiguous(MemoryFormat.ChannelsLast) && !x.is_contiguous();
    }

    /** Folds the running statistics into the weights: {@code w' = w s}, {@code b' = beta - mean s}. */
    void fold() {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor scale = norm.weight()
                    .div(norm.running_var()
                            .add(new org.bytedeco.pytorch.Scalar(EPSILON))
                            .sqrt());
            Tensor shift = norm.bias().sub(norm.running_mean().mul(scale));
            Tensor weight = convolution.weight();
            Tensor folded = weight.mul(scale.view(-1, 1, 1, 1));
            foldedWeight = isChannelsLast(weight) ? folded.contiguous(MemoryFormat.ChannelsLast) : folded.contiguous();
            foldedBias = new TensorOptional(shift.contiguous());
        }
    }
}
