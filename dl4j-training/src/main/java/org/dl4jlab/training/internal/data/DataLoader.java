package org.dl4jlab.training.internal.data;

import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.RunListener;

/** Loads data and keeps what was loaded last, since one program's runs mostly share it. Safe for several threads. */
public final class DataLoader {

    private final DataStore store;
    private final RunListener listener;
    private DataSource source;
    private LoadedData loaded;

    /** @param listener shows downloads */
    public DataLoader(DataStore store, RunListener listener) {
        this.store = store;
        this.listener = listener;
    }

    /** @throws org.dl4jlab.data.DataException if the data cannot be had */
    public synchronized LoadedData load(DataSource wanted) {
        if (!wanted.equals(source)) {
            // Let go before the next is loaded: there may not be room for both.
            source = null;
            loaded = null;
            try (FetchProgress shown = new FetchProgress(listener)) {
                loaded = wanted.load(store, shown);
            }
            source = wanted;
        }
        return loaded;
    }
}
