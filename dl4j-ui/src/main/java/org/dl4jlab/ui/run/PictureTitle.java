package org.dl4jlab.ui.run;

import java.util.Objects;

/**
 * A picture on a run's page, fetched when it is looked at.
 *
 * @param id what {@link RunCatalogue#picture} is asked for
 */
public record PictureTitle(String id, String title) {

    public PictureTitle {
        Objects.requireNonNull(id);
        Objects.requireNonNull(title);
    }
}
