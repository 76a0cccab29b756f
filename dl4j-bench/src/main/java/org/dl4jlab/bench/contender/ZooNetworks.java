package org.dl4jlab.bench.contender;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.zoo.ZooModel;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.dl4jlab.bench.workload.Workload;

/** Networks of DL4J's model zoo, as it configures them, for ten classes. */
final class ZooNetworks {
    private static final int CLASSES = 10;
    private static final int[] DIGITS = {1, 28, 28};
    private static final int[] ENLARGED_CIFAR = {3, 64, 64};

    private ZooNetworks() {}

    /** The network of a workload, not yet trained. */
    static Model of(Workload workload) {
        return zooModel(workload).init();
    }

    private static ZooModel<?> zooModel(Workload workload) {
        return switch (workload) {
            case ZOO_LENET ->
                LeNet.builder().numClasses(CLASSES).inputShape(DIGITS).build();
            case ZOO_ALEXNET ->
                AlexNet.builder().numClasses(CLASSES).inputShape(ENLARGED_CIFAR).build();
            case ZOO_SQUEEZENET ->
                SqueezeNet.builder()
                        .numClasses(CLASSES)
                        .inputShape(ENLARGED_CIFAR)
                        .build();
            default -> throw new IllegalArgumentException(workload + " is no network of DL4J's zoo.");
        };
    }
}
