package org.dl4jlab.experiments.cli;

import java.util.HashMap;
import java.util.Map;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.training.Progress;

/** Loads each data set once, however many runs of one command use it. */
final class DataCache {

    private final DataStore store;
    private final Progress progress;
    private final Map<String, LoadedData> loaded = new HashMap<>();

    DataCache(DataStore store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    LoadedData load(DataSetSpec spec) {
        return loaded.computeIfAbsent(spec.id(), id -> {
            try (FetchProgress shown = new FetchProgress(progress)) {
                return store.load(spec, shown);
            }
        });
    }
}
