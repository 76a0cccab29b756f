package org.dl4jlab.bench.pytorch;

import static org.dl4jlab.bench.pytorch.TorchLayers.reluInPlace;
import static org.dl4jlab.bench.pytorch.TorchLayers.then;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** ResNet-18 of He et al. (2016) with the 3x3 stem that small images need. */
final class TorchResNet extends TorchNetwork {

    private static final int[] WIDTHS = {64, 128, 256, 512};
    private static final int BLOCKS = 2;

    private final ConvBn stem;
    private final List<Block> blocks = new ArrayList<>();
    private final LinearImpl classifier;

    TorchResNet(long channels, long classes) {
        stem = register_module("stem", new ConvBn(channels, WIDTHS[0], 3, 1, 1));
        long in = WIDTHS[0];
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            for (int i = 0; i < BLOCKS; i++) {
                long stride = stage > 0 && i == 0 ? 2 : 1;
                blocks.add(register_module("block" + blocks.size(), new Block(in, WIDTHS[stage], stride)));
                in = WIDTHS[stage];
            }
        }
        classifier = register_module("classifier", new LinearImpl(in, classes));
    }

    @Override
    Tensor forward(Tensor input) {
        Tensor x = stem.forward(input);
        reluInPlace(x);
        for (Block block : blocks) {
            x = then(x, block.forward(x));
        }
        x = then(x, torch.adaptive_avg_pool2d(x, 1, 1));
        x = then(x, x.flatten(1, -1));
        return then(x, classifier.forward(x));
    }

    @Override
    void freeze() {
        super.freeze();
        stem.fold();
        blocks.forEach(Block::fold);
    }

    /** Two convolutions and the connection around them. */
    private static final class Block extends Module {

        private final ConvBn first;
        private final ConvBn second;
        private final ConvBn shortcut;

        Block(long in, long out, long stride) {
            first = register_module("first", new ConvBn(in, out, 3, stride, 1));
            second = register_module("second", new ConvBn(out, out, 3, 1, 1));
            shortcut = in == out && stride == 1 ? null : register_module("shortcut", new ConvBn(in, out, 1, stride, 0));
        }

        Tensor forward(Tensor input) {
            Tensor x = first.forward(input);
            reluInPlace(x);
            x = then(x, second.forward(x));
            if (shortcut == null) {
                x.add_(input);
            } else {
                Tensor around = shortcut.forward(input);
                x.add_(around);
                around.close();
            }
            reluInPlace(x);
            return x;
        }

        void fold() {
            first.fold();
            second.fold();
            if (shortcut != null) {
                shortcut.fold();
            }
        }
    }
}
