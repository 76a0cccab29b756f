package org.dl4jlab.data.store;

import java.util.Objects;
import java.util.stream.IntStream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImagePixels;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.ImageResampling;

/** A data set whose images are brought to another shape, for a network that takes no other. They lie on the heap. */
public final class ResampledData {

    private ResampledData() {}

    /**
     * Resamples all parts. The normalisation is that of the new training images.
     *
     * @throws DataException if a part would have more than 2 GiB
     */
    public static LoadedData of(LoadedData data, ImageShape shape) {
        if (data.spec().shape().equals(shape)) {
            return data;
        }
        ImageSet train = resample(data.spec(), data.train(), shape);
        return new LoadedData(
                data.spec().resampled(shape, Normalization.ofImages(train)),
                train,
                data.validation().map(set -> resample(data.spec(), set, shape)),
                resample(data.spec(), data.test(), shape),
                data.sha256ByFile(),
                data.pictures());
    }

    private static ImageSet resample(DataSetSpec spec, ImageSet images, ImageShape shape) {
        long bytes = (long) images.size() * shape.size();
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new DataException(spec.title() + " would take " + (bytes >> 20) + " MiB as images of " + shape
                    + ", more than can be held; choose a network for smaller images.");
        }
        byte[] pixels = new byte[(int) bytes];
        IntStream.range(0, images.size()).parallel().forEach(i -> {
            byte[] image = ImageResampling.resample(images.image(i), images.shape(), shape);
            System.arraycopy(image, 0, pixels, i * shape.size(), shape.size());
        });
        int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
        return new ImageSet(shape, images.classNames(), new Resampled(shape, pixels, images.size()), labels);
    }

    /**
     * @param shape of each image
     * @param pixels {@code [count, channels, height, width]}
     * @param count of images
     */
    private record Resampled(ImageShape shape, byte[] pixels, int count) implements ImagePixels {

        @Override
        public void read(int i, byte[] target, int at) {
            Objects.checkIndex(i, count);
            System.arraycopy(pixels, i * shape.size(), target, at, shape.size());
        }
    }
}
