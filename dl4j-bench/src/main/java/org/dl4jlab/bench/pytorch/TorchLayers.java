package org.dl4jlab.bench.pytorch;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The layers that the networks are made of, and the passing on of a tensor from one to the next. */
final class TorchLayers {

    private static final long[] NONE = {0, 0};
    private static final long[] ONE = {1, 1};
    private static final long[] TWO = {2, 2};

    private TorchLayers() {}

    static Conv2dImpl convolution(long in, long out, long kernel, long stride, long padding, boolean bias) {
        Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(kernel, kernel));
        options.stride().put(new LongPointer(stride, stride));
        options.padding().put(new LongPointer(padding, padding));
        options.bias().put(bias);
        require("kernel", options.kernel_size(), kernel);
        require("stride", options.stride(), stride);
        require("padding", new LongPointer(options.padding().get0()), padding);
        return new Conv2dImpl(options);
    }

    /**
     * Reads back what libtorch understood: {@code put(a, b)} of a JavaCPP pointer writes {@code b} at index {@code a},
     * so that a wrong call leaves another network, many times as expensive, without a word.
     */
    private static void require(String name, LongPointer pair, long value) {
        if (pair.get(0) != value || pair.get(1) != value) {
            throw new IllegalStateException("libtorch's " + name + " is " + pair.get(0) + " x " + pair.get(1) + ", not "
                    + value + " x " + value + ".");
        }
    }

    static BatchNorm2dImpl batchNorm(long channels) {
        return new BatchNorm2dImpl(new BatchNormOptions(channels));
    }

    /** As {@code nn.ReLU(inplace=True)}: no second buffer. The C++ function answers its own argument. */
    static void reluInPlace(Tensor x) {
        torch.relu_(x);
    }

    static Tensor maxPool(Tensor x) {
        return torch.max_pool2d(x, TWO, TWO, NONE, ONE, false);
    }

    /**
     * Drops the handle of a tensor that the next layer has consumed, as the rebinding of {@code x} does in Python:
     * memory that the backward pass does not need goes back at once.
     */
    static Tensor then(Tensor consumed, Tensor result) {
        consumed.close();
        return result;
    }
}
