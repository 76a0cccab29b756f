package org.dl4jlab.reports.picture;

import java.awt.image.BufferedImage;

/** Something that can be drawn, in the colours of a theme, and said in words. */
public interface Figure {

    /**
     * Draws the picture with two pixels for every point of its layout, so that it looks crisp on dense screens.
     *
     * @throws PictureException if the machine's Java cannot draw text
     */
    BufferedImage draw(Theme theme);

    /** What the picture shows, in a sentence or two, for readers who cannot see it. */
    String description();
}
