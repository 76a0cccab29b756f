package org.dl4jlab.training.internal.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
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
        ImageShape shape = new ImageShape(
                data.shape().get(0), data.shape().get(1), data.shape().get(2));
        if (data.input() == null) {
            return ofEarlierVersion(origin, record, shape);
        }
        RunRecord.Input input = data.input();
        return new InputEncoding(
                shape,
                Normalization.of(floats(input.mean()), floats(input.std())),
                Optional.ofNullable(input.permutationSeed()).map(seed -> PixelPermutation.random(shape.area(), seed)),
                input.flat());
    }

    /** Records of earlier versions lack the input; for plain images of a known data set it follows from the rest. */
    private static InputEncoding ofEarlierVersion(Path origin, RunRecord record, ImageShape shape) throws IOException {
        if (record.data().permutedPixels()) {
            throw new IOException(
                    origin
                            + " is of an earlier version and does not say how the pixels were permuted; run the experiment again");
        }
        try {
            return new InputEncoding(
                    shape,
                    DataSets.byId(record.data().id()).normalization(),
                    Optional.empty(),
                    Networks.byName(record.network().name()).input() == NetworkDefinition.Input.VECTOR);
        } catch (DataException | IllegalArgumentException e) {
            throw new IOException(origin + " does not say how images are normalised: " + e.getMessage(), e);
        }
    }

    /**
     * How a picture becomes an image of the run's data set. Its shape may be another than that of the input: the images were
     * resampled then, and so is the picture.
     */
    static PicturePreprocessing preprocessing(RunRecord.Data data, ImageShape shape) {
        if (data.input() != null && data.input().preprocessing() != null) {
            return data.input().preprocessing();
        }
        // Records of earlier versions do not say; a folder's checksum stands under its own name, that of
        // a data set of the catalogue under the names of its files.
        return DataSets.all().stream()
                .filter(spec -> spec.id().equals(data.id()) && spec.shape().equals(shape))
                .filter(spec -> data.sha256() == null || !data.sha256().containsKey(data.title()))
                .map(DataSetSpec::preprocessing)
                .findFirst()
                .orElseGet(() -> PicturePreprocessing.of(shape));
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

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
