package org.dl4jlab.ui.sweeps;

import java.util.List;
import java.util.Optional;

/** Where the pages find sweeps. Asked at each request, so a sweep under way is shown as it is now. */
public interface SweepCatalogue {

    /** All sweeps, the newest first. */
    List<SweepSummary> sweeps();

    /**
     * The page of one sweep: HTML that is complete in itself, without scripts.
     *
     * @return empty if there is no sweep of this id
     */
    Optional<String> page(String id);
}
