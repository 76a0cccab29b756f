package org.dl4jlab.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;

/**
 * The choices that follow from how many images there are and how large they are: size, network, number of epochs, batch.
 *
 * @param shape of the images
 * @param network that learns them
 * @param classes that it tells apart
 * @param images to learn from
 * @param epochs of training
 * @param batch images in a batch
 */
record ProposedRecipe(ImageShape shape, NetworkDefinition network, int classes, int images, int epochs, int batch) {

    /** From so many images on, a simple network is not held back by learning them by heart. */
    static final int MANY = 5_000;

    private static final int[] SIDES = {64, 48, 32};
    private static final int SMALLEST_SIDE = 8;

    /** Two poolings halve a side. */
    private static final int MULTIPLE = 4;

    /** Smaller images are not worth the time that they save. */
    private static final int SIDE_WHATEVER_IT_TAKES = 24;

    /** Details that few pictures show are learned by heart, not understood. */
    private static final int LARGEST_SIDE_OF_FEW = 48;

    private static final int LARGEST_SIDE_OF_PLAIN = 32;

    /** Images seen in the whole training, where they are neither very few nor very many. */
    private static final long IMAGES_SEEN = 800_000;

    private static final int FEWEST_EPOCHS = 4;
    private static final int MOST_EPOCHS = 60;
    private static final int FEW = 1_000;

    /** Larger images are not chosen where training would take longer, with {@code cifar-net-improved} on two processor cores. */
    static final int MOST_MINUTES = 35;

    /** Images of 32 x 32 trained on per second by two cores of an AMD EPYC (RESULTS.md). */
    private static final double IMPROVED_PER_SECOND = 2_000;

    private static final double LENET_PER_SECOND = 25_000;
    private static final double AREA_MEASURED = 32.0 * 32;

    /**
     * For pictures of any size.
     *
     * @param images to learn from
     * @param width of a picture in the middle of all
     * @param height of a picture in the middle of all
     * @param grey whether none is in colour
     */
    static ProposedRecipe ofPictures(int images, int width, int height, boolean grey, int classes) {
        int own = Math.max(SMALLEST_SIDE, Math.min(width, height) / MULTIPLE * MULTIPLE);
        int side = IntStream.concat(IntStream.of(own), Arrays.stream(SIDES))
                .filter(s -> s <= own && s <= (images < MANY ? LARGEST_SIDE_OF_FEW : SIDES[0]))
                .filter(s -> minutes(images, epochs(images), s * s, IMPROVED_PER_SECOND) <= MOST_MINUTES)
                .max()
                .orElse(Math.min(own, SIDE_WHATEVER_IT_TAKES));
        return ofImages(images, new ImageShape(grey ? 1 : 3, side, side), classes);
    }

    /**
     * For images whose size is given. Measured on held-out training images, with 4,800 to learn from and seed 1:
     * {@code cifar-net} had 98.0 % of MNIST and 86.3 % of Fashion-MNIST right after 20 epochs, {@code cifar-net-improved} 98.3
     * and 85.8 % after 10, which took over ten times as long.
     */
    static ProposedRecipe ofImages(int images, ImageShape shape, int classes) {
        boolean plain = shape.channels() == 1
                && Math.max(shape.height(), shape.width()) <= LARGEST_SIDE_OF_PLAIN
                && images >= MANY
                && Networks.CIFAR_NET
                        .refusal(options(Networks.CIFAR_NET, shape, classes))
                        .isEmpty();
        return new ProposedRecipe(
                shape,
                plain ? Networks.CIFAR_NET : Networks.CIFAR_NET_IMPROVED,
                classes,
                images,
                epochs(images),
                images < FEW ? 32 : images < MANY ? 64 : 128);
    }

    private static int epochs(int images) {
        return (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round((double) IMAGES_SEEN / images)));
    }

    private static double minutes(int images, int epochs, int area, double perSecond) {
        return (double) images * epochs * area / AREA_MEASURED / perSecond / 60;
    }

    private static NetworkOptions options(NetworkDefinition network, ImageShape shape, int classes) {
        return network.defaults()
                .withInput(new InputShape(shape.channels(), shape.height(), shape.width()))
                .withClasses(Math.max(2, classes));
    }

    boolean isSimple() {
        return network.equals(Networks.CIFAR_NET);
    }

    long imagesSeen() {
        return (long) epochs * images;
    }

    /** How long the training takes on two processor cores like those of RESULTS.md; decoding and testing come on top. */
    double minutes() {
        return minutes(images, epochs, shape.area(), isSimple() ? LENET_PER_SECOND : IMPROVED_PER_SECOND);
    }

    long parameters() {
        return network.summary(options(network, shape, classes)).parameters();
    }
}
