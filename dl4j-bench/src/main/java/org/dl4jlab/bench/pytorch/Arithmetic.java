package org.dl4jlab.bench.pytorch;

import org.bytedeco.pytorch.Tensor;

/** What numbers libtorch's forward pass multiplies. */
enum Arithmetic {
    FLOAT32("float32") {
        @Override
        Tensor forward(TorchNetwork network, Tensor x) {
            return network.forward(x);
        }
    },
    AUTOCAST_BFLOAT16("autocast(bfloat16)") {
        @Override
        Tensor forward(TorchNetwork network, Tensor x) {
            try (Autocast autocast = new Autocast()) {
                return network.forward(x);
            }
        }
    };

    private final String title;

    Arithmetic(String title) {
        this.title = title;
    }

    /** As PyTorch calls it. */
    String title() {
        return title;
    }

    /** Logits {@code [batch, classes]}. */
    abstract Tensor forward(TorchNetwork network, Tensor x);
}
