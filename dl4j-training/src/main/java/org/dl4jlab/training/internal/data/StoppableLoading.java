package org.dl4jlab.training.internal.data;

import java.util.concurrent.CancellationException;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.StopSignal;

/** Loading that the user may stop. */
public final class StoppableLoading {

    private StoppableLoading() {}

    /**
     * @throws CancellationException if it was stopped
     * @throws org.dl4jlab.data.DataException if the data cannot be had
     */
    public static LoadedData of(DataSource source, DataStore store, RunListener listener, StopSignal stop) {
        return of(source, new DataLoader(store, listener), stop);
    }

    /** The same through a loader, which may have the data already. */
    public static LoadedData of(DataSource source, DataLoader loader, StopSignal stop) {
        try {
            return stop.interruptible(() -> loader.load(source));
        } catch (InterruptedException e) {
            throw new CancellationException("loading was interrupted");
        }
    }
}
