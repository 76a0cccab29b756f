package org.dl4jlab.training.internal.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.training.internal.run.RunRecord;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How bytes become the numbers that a run's network sees.
 *
 * @param shape of one image
 * @param normalization of each channel
 * @param permutation of the pixels, if there is one
 * @param flat whether the network takes rows of pixels
 */
record InputEncoding(
        ImageShape shape, Normalization normalization, Optional<PixelPermutation> permutation, boolean flat) {

    /** @throws IOException if the record does not say; the message is for the user */
    static InputEncoding of(Path origin, RunRecord record) throws IOException {
        RunRecord.Data data = record.data();
        if (data == null || record.network() == null) {
            throw new IOException(origin + " was stopped before its network was made; choose another run");
        }
        ImageShape shape;
        try {
            shape = ImageShape.of(data.shape());
        } catch (IllegalArgumentException e) {
            throw new IOException(origin + " has a record that no network fits: " + e.getMessage(), e);
        }
        RunRecord.Input input = data.input();
        if (input == null || input.preprocessing() == null) {
            throw new IOException(origin + " does not say how a picture becomes the network's input");
        }
        return new InputEncoding(
                shape,
                input.normalization(),
                Optional.ofNullable(input.permutationSeed()).map(seed -> PixelPermutation.random(shape.area(), seed)),
                input.flat());
    }

    /**
     * The network's input for one image.
     *
     * @param image unsigned bytes {@code [channels, height, width]}
     * @return {@code [1, channels, height, width]}, or {@code [1, pixels]}
     */
    INDArray batch(byte[] image) {
        byte[] pixels = image;
        if (permutation.isPresent()) {
            pixels = new byte[shape.size()];
            permutation.get().apply(image, 0, pixels, 0, shape);
        }
        float[] values = new float[shape.size()];
        for (int p = 0; p < values.length; p++) {
            values[p] = normalization.apply(p / shape.area(), pixels[p] & 0xFF);
        }
        long[] form =
                flat ? new long[] {1, shape.size()} : new long[] {1, shape.channels(), shape.height(), shape.width()};
        return Nd4j.create(values, form, 'c');
    }
}
