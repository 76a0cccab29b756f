package org.dl4jlab.bench.pytorch;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;

/** A module whose forward pass gives logits {@code [batch, classes]}. */
abstract class TorchNetwork extends Module {

    /**
     * The forward pass.
     *
     * @param x images {@code [batch, channels, height, width]} or rows {@code [batch, pixels]}; stays open
     * @return logits
     */
    abstract Tensor forward(Tensor x);

    /** Prepares for inference: no more training after this. */
    void freeze() {
        eval();
    }

    /** The network of a workload. */
    static TorchNetwork of(Workload workload, SampleImages samples) {
        return switch (workload) {
            case FC -> new TorchFc(samples.imageSize(), samples.classes());
            case CNN -> new TorchSimpleCnn(samples.channels(), samples.classes());
            case CIFAR_NET -> new TorchCifarNet(samples.channels(), samples.classes());
            case VGG -> new TorchVgg(samples.channels(), samples.classes());
            case RESNET -> new TorchResNet(samples.channels(), samples.classes());
            default -> throw new IllegalArgumentException(workload + " is not written for PyTorch.");
        };
    }
}
