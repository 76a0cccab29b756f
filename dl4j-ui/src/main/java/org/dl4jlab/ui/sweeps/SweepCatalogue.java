package org.dl4jlab.ui.sweeps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.ui.server.LocalizedText;

/** Where the pages find sweeps. Asked at each request, so a sweep under way is shown as it is now. */
public interface SweepCatalogue {

    /** All sweeps, the newest first. */
    List<SweepSummary> sweeps();

    /** Why folders that should hold a sweep cannot be shown, by their names, as of the last call of {@link #sweeps()}. */
    default Map<String, LocalizedText> unreadable() {
        return Map.of();
    }

    /** One sweep; empty if there is none of this id. */
    Optional<SweepDetails> sweep(String id);

    /** What the candidates of a sweep say about its hyperparameters so far; empty if there is no sweep of this id. */
    Optional<SweepImportance> importance(String id);
}
