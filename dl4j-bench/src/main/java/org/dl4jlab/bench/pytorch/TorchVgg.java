package org.dl4jlab.bench.pytorch;

import static org.dl4jlab.bench.pytorch.TorchLayers.maxPool;
import static org.dl4jlab.bench.pytorch.TorchLayers.reluInPlace;
import static org.dl4jlab.bench.pytorch.TorchLayers.then;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;

/** Configuration A of Simonyan and Zisserman (2015) with BatchNorm and one dense layer. */
final class TorchVgg extends TorchNetwork {

    /** Output channels of each convolution; 0 stands for a pooling. */
    private static final int[] PLAN = {64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0};

    private final List<ConvBn> convolutions = new ArrayList<>();
    private final LinearImpl classifier;

    TorchVgg(long channels, long classes) {
        long in = channels;
        for (int out : PLAN) {
            if (out != 0) {
                convolutions.add(register_module("conv" + convolutions.size(), new ConvBn(in, out, 3, 1, 1)));
                in = out;
            }
        }
        classifier = register_module("classifier", new LinearImpl(in, classes));
    }

    @Override
    Tensor forward(Tensor input) {
        Tensor x = input.alias();
        int next = 0;
        for (int out : PLAN) {
            if (out == 0) {
                x = then(x, maxPool(x));
            } else {
                x = then(x, convolutions.get(next++).forward(x));
                reluInPlace(x);
            }
        }
        x = then(x, x.flatten(1, -1));
        return then(x, classifier.forward(x));
    }

    @Override
    void freeze() {
        super.freeze();
        convolutions.forEach(ConvBn::fold);
    }
}
