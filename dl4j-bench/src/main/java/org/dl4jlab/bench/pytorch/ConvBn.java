package org.dl4jlab.bench.pytorch;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** A convolution without bias and its BatchNorm, which has one; for inference the two are folded into one convolution. */
final class ConvBn extends Module {

    private static final double EPSILON = 1e-5;
    private static final long[] ONE = {1, 1};

    private final Conv2dImpl convolution;
    private final BatchNorm2dImpl norm;
    private final long[] stride;
    private final long[] padding;
    private Tensor foldedWeight;
    private TensorOptional foldedBias;

    ConvBn(long in, long out, long kernel, long stride, long padding) {
        this.stride = new long[] {stride, stride};
        this.padding = new long[] {padding, padding};
        convolution = register_module("conv", TorchLayers.convolution(in, out, kernel, stride, padding, false));
        norm = register_module("norm", TorchLayers.batchNorm(out));
    }

    /** Answers a new tensor; {@code x} stays open. */
    Tensor forward(Tensor x) {
        if (foldedWeight != null) {
            return torch.conv2d(x, foldedWeight, foldedBias, stride, padding, ONE, 1);
        }
        Tensor y = convolution.forward(x);
        return TorchLayers.then(y, norm.forward(y));
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
            boolean channelsLast = weight.is_contiguous(MemoryFormat.ChannelsLast) && !weight.is_contiguous();
            Tensor folded = weight.mul(scale.view(-1, 1, 1, 1));
            foldedWeight = channelsLast ? folded.contiguous(MemoryFormat.ChannelsLast) : folded.contiguous();
            foldedBias = new TensorOptional(shift.contiguous());
        }
    }
}
