package org.dl4jlab.ui.sweeps;

import java.util.Optional;
import org.deeplearning4j.core.storage.StatsStorage;

/** Where Arbiter's page finds sweeps: in Arbiter's own records. */
public interface ArbiterSweeps {

    /** The sweep to show when none is named; empty if there is none. */
    Optional<String> newest();

    /**
     * The storage in which the sweep lies as it is now, as the session of its id. It stays open as long as the dashboard.
     *
     * @return empty if there is no sweep of this id, or none that Arbiter can show
     */
    Optional<StatsStorage> storage(String id);
}
