package org.dl4jlab.data.catalog;

import java.util.List;

/**
 * The training or the test half of a data set.
 *
 * @param images number of images
 * @param files in the order in which they are read
 */
public record Part(int images, List<DataFile> files) {

    public Part {
        if (images < 1) {
            throw new IllegalArgumentException("a part needs at least one image, got " + images);
        }
        files = List.copyOf(files);
    }
}
