package org.dl4jlab.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network with the data and the settings it is trained with. Each is known to every contender by its network name.
 */
public enum Workload {
    /** 784-8-8-10, fully connected. */
    FC("fc2layer", "Fc2Layer", "mnist", true, 64, new WeightUpdate.Nesterov(0.01, 0.5)),
    /** Two 5x5 convolutions of 6 maps, two dense layers. */
    CNN("simple-cnn", "SimpleCnn", "mnist", false, 64, new WeightUpdate.Nesterov(0.01, 0.5)),
    /** LeNet on colour images. */
    CIFAR_NET("cifar-net", "CifarNet", "cifar10", false, 64, new WeightUpdate.Adam(1e-3)),
    /** Eight 3x3 convolutions with BatchNorm. */
    VGG("vgg11-bn", "VGG-11-BN", "cifar10", false, 128, new WeightUpdate.Adam(1e-3)),
    /** Eight residual blocks. */
    RESNET("resnet18", "ResNet-18", "cifar10", false, 128, new WeightUpdate.Nesterov(0.01, 0.9)),
    /** LeNet of DL4J's model zoo: 20 and 50 maps, 500 units; AdaDelta. */
    ZOO_LENET("zoo-lenet", "LeNet (zoo)", "mnist", true, 64),
    /** AlexNet of DL4J's model zoo on images of 64x64, four in a batch: 21.6 million parameters, nearly all of dense layers. */
    ZOO_ALEXNET("zoo-alexnet", "AlexNet (zoo)", "cifar10", 2, 4),
    /** SqueezeNet of DL4J's model zoo on images of 64x64: 1x1 and 3x3 convolutions side by side; AdaDelta. */
    ZOO_SQUEEZENET("zoo-squeezenet", "SqueezeNet (zoo)", "cifar10", 2, 32);

    private final String network;
    private final String title;
    private final String dataSet;
    private final int enlargement;
    private final boolean flat;
    private final int batchSize;
    private final WeightUpdate update;

    /** A network of the zoo on flat images. */
    Workload(String network, String title, String dataSet, boolean flat, int batchSize) {
        this(network, title, dataSet, 1, flat, batchSize, new WeightUpdate.AsConfigured());
    }

    /** A network of the zoo on larger images. */
    Workload(String network, String title, String dataSet, int enlargement, int batchSize) {
        this(network, title, dataSet, enlargement, false, batchSize, new WeightUpdate.AsConfigured());
    }

    /** A network of the lab. */
    Workload(String network, String title, String dataSet, boolean flat, int batchSize, WeightUpdate update) {
        this(network, title, dataSet, 1, flat, batchSize, update);
    }

    Workload(
            String network,
            String title,
            String dataSet,
            int enlargement,
            boolean flat,
            int batchSize,
            WeightUpdate update) {
        this.network = network;
        this.title = title;
        this.dataSet = dataSet;
        this.enlargement = enlargement;
        this.flat = flat;
        this.batchSize = batchSize;
        this.update = update;
    }

    /** Name of the network, as on the command line. */
    public String network() {
        return network;
    }

    /** Name of the network for people. */
    public String title() {
        return title;
    }

    /** Name of the data set. */
    public String dataSet() {
        return dataSet;
    }

    /** How many times as wide and high images are made: each pixel becomes a square of equal ones. */
    public int enlargement() {
        return enlargement;
    }

    /** Whether DL4J's model zoo defines the network, and not this project, which has it for other contenders too. */
    public boolean isOfTheZoo() {
        return update instanceof WeightUpdate.AsConfigured;
    }

    /** Those of the lab's networks. */
    public static List<Workload> ofTheLab() {
        return Arrays.stream(values())
                .filter(workload -> !workload.isOfTheZoo())
                .toList();
    }

    /** Whether an image goes in as a row of pixels {@code [batch, pixels]} and not as {@code [batch, c, h, w]}. */
    public boolean flat() {
        return flat;
    }

    /** Images in a batch. */
    public int batchSize() {
        return batchSize;
    }

    /** How the weights move. */
    public WeightUpdate update() {
        return update;
    }

    /**
     * Finds a workload by the name of its network.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Workload byNetwork(String name) {
        return Arrays.stream(values())
                .filter(workload -> workload.network.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no workload '" + name + "'. Choose from: "
                        + Arrays.stream(values()).map(Workload::network).collect(Collectors.joining(", ")) + "."));
    }

    @Override
    public String toString() {
        return network;
    }
}
