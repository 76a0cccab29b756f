package org.dl4jlab.bench.pytorch;

import static org.dl4jlab.bench.pytorch.TorchLayers.reluInPlace;
import static org.dl4jlab.bench.pytorch.TorchLayers.then;

import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/** Two hidden layers of 8 units. */
final class TorchFc extends TorchNetwork {

    private final LinearImpl fc1;
    private final LinearImpl fc2;
    private final LinearImpl fc3;

    TorchFc(long inputs, long classes) {
        fc1 = register_module("fc1", new LinearImpl(inputs, 8));
        fc2 = register_module("fc2", new LinearImpl(8, 8));
        fc3 = register_module("fc3", new LinearImpl(8, classes));
    }

    @Override
    Tensor forward(Tensor input) {
        Tensor x = fc1.forward(input);
        reluInPlace(x);
        x = then(x, fc2.forward(x));
        reluInPlace(x);
        return then(x, fc3.forward(x));
    }
}
