package org.dl4jlab.models.option;

import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The shape of one input image.
 *
 * @param channels colour channels, for example 1 or 3
 * @param height rows of pixels
 * @param width columns of pixels
 */
public record InputShape(int channels, int height, int width) {

    /** One grey channel of 28x28 pixels, as in MNIST and Fashion-MNIST. */
    public static final InputShape MNIST = new InputShape(1, 28, 28);

    /** Three colour channels of 32x32 pixels, as in CIFAR-10. */
    public static final InputShape CIFAR = new InputShape(3, 32, 32);

    /** @throws IllegalArgumentException if a dimension is less than 1 */
    public InputShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("An input needs at least one channel, row and column, but got "
                    + channels + "x" + height + "x" + width + " (channels x height x width).");
        }
    }

    /** Values in one image. */
    public int size() {
        return channels * height * width;
    }

    /** DL4J's type for batches of shape {@code [batch, channels, height, width]}. */
    public InputType asImage() {
        return InputType.convolutional(height, width, channels);
    }

    /** DL4J's type for batches of shape {@code [batch, channels * height * width]}. */
    public InputType asVector() {
        return InputType.feedForward(size());
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
