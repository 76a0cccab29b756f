package org.dl4jlab.engine.graph;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shape of one example: an image {@code [channels, height, width]} or, when flat, {@code [channels]}
 * features with height and width 1.
 */
public record Shape(long channels, long height, long width, boolean flat) {
    /** A feature vector. */
    public static Shape flat(long features) {
        return new Shape(features, 1, 1, true);
    }

    /** An image or a stack of feature maps. */
    public static Shape image(long channels, long height, long width) {
        return new Shape(channels, height, width, false);
    }

    /**
     * The shape of one example of a batch.
     *
     * @throws UnsupportedNetworkException if the batch is neither {@code [batch, features]} nor
     *     {@code [batch, channels, height, width]}
     */
    public static Shape ofBatch(INDArray batch) {
        return switch (batch.rank()) {
            case 2 -> flat(batch.size(1));
            case 4 -> image(batch.size(1), batch.size(2), batch.size(3));
            default -> throw new UnsupportedNetworkException("input", "input of rank " + batch.rank());
        };
    }

    /** Reads DL4J's description of a shape. */
    static Shape of(InputType type, String layer) {
        if (type instanceof InputType.InputTypeFeedForward vector) {
            return flat(vector.getSize());
        }
        if (type instanceof InputType.InputTypeConvolutional image) {
            return image(image.getChannels(), image.getHeight(), image.getWidth());
        }
        if (type instanceof InputType.InputTypeConvolutionalFlat image) {
            return flat(image.getFlattenedSize());
        }
        throw new UnsupportedNetworkException(layer, "activations of type " + type);
    }

    InputType toInputType() {
        return flat ? InputType.feedForward(channels) : InputType.convolutional(height, width, channels);
    }

    /** Number of values of one example. */
    public long size() {
        return channels * height * width;
    }

    /** Dimensions of a batch: {@code [batch, features]} or {@code [batch, channels, height, width]}. */
    public long[] batch(long size) {
        return flat ? new long[] {size, channels} : new long[] {size, channels, height, width};
    }
}
