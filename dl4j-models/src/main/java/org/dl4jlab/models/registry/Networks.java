package org.dl4jlab.models.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.dl4jlab.models.initialization.Initialization;
import org.dl4jlab.models.network.CifarNet;
import org.dl4jlab.models.network.FastCifarNet;
import org.dl4jlab.models.network.Fc2Layer;
import org.dl4jlab.models.network.ImprovedCifarNet;
import org.dl4jlab.models.network.ResNet;
import org.dl4jlab.models.network.SimpleCnn;
import org.dl4jlab.models.network.Vgg;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.nd4j.linalg.activations.Activation;

/** The networks of this module: constants for programs, names for the command line and for records. */
public final class Networks {

    private static final NetworkOptions MNIST = NetworkOptions.of(InputShape.MNIST, 10);
    private static final NetworkOptions CIFAR = NetworkOptions.of(InputShape.CIFAR, 10);

    /** Two fully connected hidden layers of 8 units. */
    public static final NetworkDefinition FC2_LAYER = new NetworkDefinition(
            "fc2layer",
            "Fc2Layer",
            "Two fully connected hidden layers of 8 units: 6,442 parameters on MNIST.",
            MNIST,
            NetworkDefinition.Input.VECTOR,
            NetworkDefinition.Kind.SEQUENTIAL,
            sequential(options -> Fc2Layer.configure(Fc2Layer.Options.of(options))));

    /** Two small convolutions and two dense layers. */
    public static final NetworkDefinition SIMPLE_CNN = onImages(
            "simple-cnn",
            "SimpleCnn",
            "Two 5x5 convolutions with 6 feature maps and two dense layers: 6,422 parameters on MNIST.",
            MNIST,
            options -> SimpleCnn.configure(SimpleCnn.Options.of(options)));

    /** A LeNet with colour input. */
    public static final NetworkDefinition CIFAR_NET = onImages(
            "cifar-net",
            "CifarNet",
            "A LeNet with colour input: two 5x5 convolutions and three dense layers, 62,006 parameters.",
            CIFAR,
            options -> CifarNet.configure(CifarNet.Options.of(options)));

    /** {@link #CIFAR_NET} with what has been learned about small networks since. */
    public static final NetworkDefinition CIFAR_NET_IMPROVED = onImages(
            "cifar-net-improved",
            "ImprovedCifarNet",
            "CifarNet with two 3x3 convolutions for each 5x5, BatchNorm, leaky ReLU, dropout and global average"
                    + " pooling: 52,554 parameters.",
            CIFAR.withActivation(Activation.LEAKYRELU).withDropout(0.1),
            options -> ImprovedCifarNet.configure(ImprovedCifarNet.Options.of(options)));

    /** VGG-11 in its CIFAR form. */
    public static final NetworkDefinition VGG11 = vgg(Vgg.Depth.VGG11, false);

    /** VGG-11 in its CIFAR form, with BatchNorm. */
    public static final NetworkDefinition VGG11_BN = vgg(Vgg.Depth.VGG11, true);

    /** VGG-13 in its CIFAR form. */
    public static final NetworkDefinition VGG13 = vgg(Vgg.Depth.VGG13, false);

    /** VGG-13 in its CIFAR form, with BatchNorm. */
    public static final NetworkDefinition VGG13_BN = vgg(Vgg.Depth.VGG13, true);

    /** VGG-16 in its CIFAR form. */
    public static final NetworkDefinition VGG16 = vgg(Vgg.Depth.VGG16, false);

    /** VGG-16 in its CIFAR form, with BatchNorm. */
    public static final NetworkDefinition VGG16_BN = vgg(Vgg.Depth.VGG16, true);

    /** VGG-19 in its CIFAR form. */
    public static final NetworkDefinition VGG19 = vgg(Vgg.Depth.VGG19, false);

    /** VGG-19 in its CIFAR form, with BatchNorm. */
    public static final NetworkDefinition VGG19_BN = vgg(Vgg.Depth.VGG19, true);

    /** The CIFAR network of the ResNet paper. */
    public static final NetworkDefinition RESNET20 = resNet(
            "resnet20",
            "ResNet-20",
            "The CIFAR network of the ResNet paper, with zero-padded shortcuts: 269,722 parameters.",
            ResNet.Options::resNet20);

    /** {@link #RESNET20} without its shortcuts. */
    public static final NetworkDefinition PLAIN20 = resNet(
            "plain20",
            "Plain-20",
            "ResNet-20 without its shortcuts, to show what they are worth.",
            options -> ResNet.Options.resNet20(options).withShortcut(ResNet.Shortcut.NONE));

    /** ResNet-18 in its 32x32 form. */
    public static final NetworkDefinition RESNET18 = resNet(
            "resnet18",
            "ResNet-18",
            "ResNet-18 in its 32x32 form, with projection shortcuts: 11,173,962 parameters.",
            ResNet.Options::resNet18);

    /** {@link #RESNET18} without its shortcuts. */
    public static final NetworkDefinition PLAIN18 = resNet(
            "plain18",
            "Plain-18",
            "ResNet-18 without its shortcuts, to show what they are worth.",
            options -> ResNet.Options.resNet18(options).withShortcut(ResNet.Shortcut.NONE));

    /** Learns CIFAR-10 in few epochs. */
    public static final NetworkDefinition FAST_CIFAR_NET = graph(
            "fast-cifar-net",
            "FastCifarNet",
            "Whitening, three blocks of two 3x3 convolutions, global max pooling: learns CIFAR-10 in few epochs.",
            CIFAR.withActivation(Activation.GELU),
            options -> FastCifarNet.configure(FastCifarNet.Options.of(options)));

    private static final Map<String, NetworkDefinition> BY_NAME = Stream.of(
                    FC2_LAYER,
                    SIMPLE_CNN,
                    CIFAR_NET,
                    CIFAR_NET_IMPROVED,
                    VGG11,
                    VGG11_BN,
                    VGG13,
                    VGG13_BN,
                    VGG16,
                    VGG16_BN,
                    VGG19,
                    VGG19_BN,
                    RESNET20,
                    PLAIN20,
                    RESNET18,
                    PLAIN18,
                    FAST_CIFAR_NET)
            .collect(Collectors.toMap(
                    NetworkDefinition::name, Function.identity(), (first, second) -> first, LinkedHashMap::new));

    private Networks() {}

    /**
     * Every network, by family.
     *
     * @return an unmodifiable list
     */
    public static List<NetworkDefinition> all() {
        return List.copyOf(BY_NAME.values());
    }

    /**
     * Finds a network.
     *
     * @param name its name, for example {@code simple-cnn}
     * @return the network
     * @throws IllegalArgumentException if there is none; the message suggests a name that is near and lists all
     */
    public static NetworkDefinition byName(String name) {
        NetworkDefinition found = BY_NAME.get(name);
        if (found == null) {
            throw new IllegalArgumentException(NearestName.explain("network", name, BY_NAME.keySet()));
        }
        return found;
    }

    private static NetworkDefinition vgg(Vgg.Depth depth, boolean batchNorm) {
        int convolutions =
                depth.convolutionsByStage().stream().mapToInt(Integer::intValue).sum();
        String number = depth.name().substring("VGG".length());
        return onImages(
                "vgg" + number + (batchNorm ? "-bn" : ""),
                "VGG-" + number + (batchNorm ? "-BN" : ""),
                convolutions + " 3x3 convolutions in five stages" + (batchNorm ? ", with BatchNorm," : "")
                        + " and one linear classifier: VGG-" + number + " in its CIFAR form.",
                // Without BatchNorm the signal would fade on its way through PyTorch's default weights.
                batchNorm ? CIFAR : CIFAR.withInitialization(Initialization.RELU),
                options -> Vgg.configure(Vgg.Options.of(options, depth, batchNorm)));
    }

    private static NetworkDefinition resNet(
            String name, String title, String description, Function<NetworkOptions, ResNet.Options> options) {
        return graph(name, title, description, CIFAR, options.andThen(ResNet::configure));
    }

    private static NetworkDefinition graph(
            String name,
            String title,
            String description,
            NetworkOptions defaults,
            Function<NetworkOptions, ComputationGraphConfiguration> family) {
        return new NetworkDefinition(
                name,
                title,
                description,
                defaults,
                NetworkDefinition.Input.IMAGE,
                NetworkDefinition.Kind.GRAPH,
                family.andThen(NetworkConfiguration.Graph::new));
    }

    private static NetworkDefinition onImages(
            String name,
            String title,
            String description,
            NetworkOptions defaults,
            Function<NetworkOptions, MultiLayerConfiguration> family) {
        return new NetworkDefinition(
                name,
                title,
                description,
                defaults,
                NetworkDefinition.Input.IMAGE,
                NetworkDefinition.Kind.SEQUENTIAL,
                sequential(family));
    }

    private static Function<NetworkOptions, NetworkConfiguration> sequential(
            Function<NetworkOptions, MultiLayerConfiguration> family) {
        return family.andThen(NetworkConfiguration.Sequential::new);
    }
}
