package org.dl4jlab.training.internal.data;

import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.data.store.ResampledData;
import org.dl4jlab.training.DataSource;

/** The sources that come with the library; their names are in {@link DataSource}. */
public final class DataSources {

    private DataSources() {}

    /** Whether a source has a validation part of its own, or may have one: what is in a folder is not known yet. */
    public static boolean mayHoldValidation(DataSource source) {
        if (source instanceof Catalogue) {
            return false;
        }
        if (source instanceof Resampled resampled) {
            return mayHoldValidation(resampled.source());
        }
        return inMemory(source).map(data -> data.validation().isPresent()).orElse(true);
    }

    /** The images of a source that need not be loaded, as they were before a change of their size. */
    public static Optional<LoadedData> inMemory(DataSource source) {
        if (source instanceof Resampled resampled) {
            return inMemory(resampled.source());
        }
        return source instanceof Memory memory ? Optional.of(memory.data()) : Optional.empty();
    }

    public record Catalogue(DataSetSpec dataSet) implements DataSource {

        @Override
        public String title() {
            return dataSet.title();
        }

        @Override
        public Optional<DataSetSpec> description() {
            return Optional.of(dataSet);
        }

        @Override
        public LoadedData load(DataStore store, ProgressListener listener) {
            return store.load(dataSet, listener);
        }
    }

    public record Folder(ImageFolder folder) implements DataSource {

        @Override
        public String title() {
            return folder.root().toString();
        }

        @Override
        public Optional<DataSetSpec> description() {
            return Optional.empty();
        }

        @Override
        public Optional<ImageShape> shape() {
            return Optional.of(folder.shape());
        }

        @Override
        public Optional<ImageFolder> pictureFolder() {
            return Optional.of(folder);
        }

        @Override
        public DataSource withShape(ImageShape shape) {
            return new Folder(folder.withShape(shape));
        }

        @Override
        public LoadedData load(DataStore store, ProgressListener listener) {
            return store.load(folder, listener);
        }
    }

    public record Resampled(DataSource source, ImageShape wanted) implements DataSource {

        @Override
        public String title() {
            return source.title();
        }

        @Override
        public Optional<DataSetSpec> description() {
            return source.description().map(spec -> spec.resampled(wanted, Normalization.identity(wanted.channels())));
        }

        @Override
        public DataSource withShape(ImageShape shape) {
            return source.withShape(shape);
        }

        @Override
        public LoadedData load(DataStore store, ProgressListener listener) {
            return ResampledData.of(source.load(store, listener), wanted);
        }
    }

    public record Memory(LoadedData data) implements DataSource {

        @Override
        public String title() {
            return data.spec().title();
        }

        @Override
        public Optional<DataSetSpec> description() {
            return Optional.of(data.spec());
        }

        @Override
        public LoadedData load(DataStore store, ProgressListener listener) {
            return data;
        }
    }
}
