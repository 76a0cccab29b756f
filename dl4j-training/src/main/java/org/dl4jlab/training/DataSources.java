package org.dl4jlab.training;

import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;

/** The sources that come with the library. */
final class DataSources {

    private DataSources() {}

    record Catalogue(DataSetSpec dataSet) implements DataSource {

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

    record Folder(ImageFolder folder) implements DataSource {

        @Override
        public String title() {
            return folder.root().toString();
        }

        @Override
        public Optional<DataSetSpec> description() {
            return Optional.empty();
        }

        @Override
        public LoadedData load(DataStore store, ProgressListener listener) {
            return store.load(folder, listener);
        }
    }

    record Memory(LoadedData data) implements DataSource {

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
