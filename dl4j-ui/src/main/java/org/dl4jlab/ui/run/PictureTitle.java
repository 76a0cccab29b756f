package org.dl4jlab.ui.run;

import java.util.Objects;
import java.util.Optional;

/**
 * A picture on a run's page, fetched when it is looked at.
 *
 * @param id what {@link RunCatalogue#picture} is asked for
 * @param darkId the same picture in dark colours, if there is one
 */
public record PictureTitle(String id, Optional<String> darkId, String title) {

    public PictureTitle {
        Objects.requireNonNull(id);
        Objects.requireNonNull(darkId);
        Objects.requireNonNull(title);
    }

    public PictureTitle(String id, String title) {
        this(id, Optional.empty(), title);
    }
}
