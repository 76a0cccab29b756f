package org.dl4jlab.bench.workload;

import java.util.Arrays;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.DataStore;

/** Takes samples from the real data sets. */
public final class SampleSource {

    private static final float BIGGEST_PIXEL = 255;

    private SampleSource() {}

    /**
     * The first training images of a data set.
     *
     * @param dataSet its name, for example {@code mnist}
     * @param limit the most images to take
     */
    public static SampleImages first(String dataSet, int limit) {
        DataSetSpec spec = DataSets.byId(dataSet);
        return of(DataStore.standard().load(spec).train(), spec.normalization(), limit);
    }

    /** The first images of a set, with the normalisation in the form that {@link SampleImages} keeps. */
    static SampleImages of(ImageSet set, Normalization normalization, int limit) {
        int n = Math.min(limit, set.size());
        int channels = set.shape().channels();
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) set.label(i);
        }
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            shift[c] = normalization.apply(c, 0);
            scale[c] = (normalization.apply(c, (int) BIGGEST_PIXEL) - shift[c]) / BIGGEST_PIXEL;
        }
        return new SampleImages(
                channels,
                set.shape().height(),
                set.shape().width(),
                set.classCount(),
                Arrays.copyOf(set.pixels(), n * set.shape().size()),
                labels,
                scale,
                shift);
    }
}
