package org.dl4jlab.bench.pytorch;

import static org.dl4jlab.bench.pytorch.TorchLayers.maxPool;
import static org.dl4jlab.bench.pytorch.TorchLayers.reluInPlace;
import static org.dl4jlab.bench.pytorch.TorchLayers.then;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/** Two convolutions of 6 maps and two dense layers. */
final class TorchSimpleCnn extends TorchNetwork {

    private final Conv2dImpl conv1;
    private final Conv2dImpl conv2;
    private final LinearImpl fc1;
    private final LinearImpl fc2;

    TorchSimpleCnn(long channels, long classes) {
        conv1 = register_module("conv1", TorchLayers.convolution(channels, 6, 5, 1, 0, true));
        conv2 = register_module("conv2", TorchLayers.convolution(6, 6, 5, 1, 0, true));
        fc1 = register_module("fc1", new LinearImpl(6 * 4 * 4, 50));
        fc2 = register_module("fc2", new LinearImpl(50, classes));
    }

    @Override
    Tensor forward(Tensor input) {
        Tensor x = conv1.forward(input);
        reluInPlace(x);
        x = then(x, maxPool(x));
        x = then(x, conv2.forward(x));
        reluInPlace(x);
        x = then(x, maxPool(x));
        x = then(x, x.flatten(1, -1));
        x = then(x, fc1.forward(x));
        reluInPlace(x);
        return then(x, fc2.forward(x));
    }
}
