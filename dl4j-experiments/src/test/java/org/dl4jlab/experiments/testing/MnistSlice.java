package org.dl4jlab.experiments.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.store.LoadedData;

/** The first 1,000 training and 300 test images of the real MNIST, from this module's test resources. */
public final class MnistSlice {

    public static final int TRAIN_IMAGES = 1000;
    public static final int TEST_IMAGES = 300;

    private MnistSlice() {}

    /** MNIST's description with the numbers of this slice. */
    public static DataSetSpec spec() {
        DataSetSpec mnist = DataSets.MNIST;
        return new DataSetSpec(
                mnist.id(),
                mnist.title(),
                mnist.shape(),
                mnist.classNames(),
                mnist.normalization(),
                mnist.format(),
                new Part(TRAIN_IMAGES, mnist.train().files()),
                new Part(TEST_IMAGES, mnist.test().files()),
                mnist.sources());
    }

    public static LoadedData load() {
        return new LoadedData(
                spec(), read("train.bin.gz", TRAIN_IMAGES), read("test.bin.gz", TEST_IMAGES), Map.of("slice", "none"));
    }

    private static ImageSet read(String name, int count) {
        try (var in = new GZIPInputStream(MnistSlice.class.getResourceAsStream("/mnist-slice/" + name))) {
            byte[] all = in.readAllBytes();
            return new ImageSet(
                    spec().shape(),
                    spec().classNames(),
                    Arrays.copyOfRange(all, count, all.length),
                    Arrays.copyOf(all, count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
