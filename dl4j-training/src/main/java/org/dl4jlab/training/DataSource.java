package org.dl4jlab.training;

import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.training.internal.data.DataSources;

/**
 * Where an experiment's images come from: a data set of the catalogue, a folder of pictures, images in memory, or whatever
 * else implements this interface. Sources that are equal give equal data; a {@link Lab} loads such data once.
 */
public interface DataSource {

    /** Name for people, such as {@code MNIST}. */
    String title();

    /** What is known of the data before they are loaded; empty if nothing is. */
    Optional<DataSetSpec> description();

    /** Shape of the images, {@code [channels, height, width]}; empty if it is not known before they are loaded. */
    default Optional<ImageShape> shape() {
        return description().map(DataSetSpec::shape);
    }

    /** The folder of pictures that the images are decoded from; empty if they come from elsewhere. */
    default Optional<ImageFolder> pictureFolder() {
        return Optional.empty();
    }

    /**
     * The same images in another shape: stretched, grey repeated in three channels, colours turned to grey. Pictures of a
     * folder are decoded for it; other images are resampled when they are loaded.
     *
     * @param shape {@code [channels, height, width]}
     */
    default DataSource withShape(ImageShape shape) {
        return shape().equals(Optional.of(shape)) ? this : new DataSources.Resampled(this, shape);
    }

    /**
     * Supplies the images.
     *
     * @param store keeps what was fetched or decoded
     * @param listener told of bytes fetched or decoded
     * @throws org.dl4jlab.data.DataException if the data cannot be had; the message says why and what to do
     */
    LoadedData load(DataStore store, ProgressListener listener);

    /** A data set of the catalogue, such as {@code DataSets.MNIST}; fetched when it is first needed. */
    static DataSource of(DataSetSpec dataSet) {
        return new DataSources.Catalogue(dataSet);
    }

    /** A folder of pictures, one sub-folder for each class. */
    static DataSource of(ImageFolder folder) {
        return new DataSources.Folder(folder);
    }

    /** Images that are in memory. */
    static DataSource of(LoadedData data) {
        return new DataSources.Memory(data);
    }
}
