package org.dl4jlab.data.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImageSet;

/**
 * A data set, ready for use.
 *
 * @param spec what it is
 * @param train images to learn from
 * @param validation images to make choices on, where the data set has a part for that
 * @param test images held back for the final measurement
 * @param sha256ByFile checksum of each file that the images came from, for the record of a run
 * @param pictures what is known of a folder of pictures; empty for a data set of the catalogue
 */
public record LoadedData(
        DataSetSpec spec,
        ImageSet train,
        Optional<ImageSet> validation,
        ImageSet test,
        Map<String, String> sha256ByFile,
        Optional<LoadedPictures> pictures) {

    public LoadedData {
        sha256ByFile = Collections.unmodifiableMap(new LinkedHashMap<>(sha256ByFile));
    }

    /** A data set of images that were not pictures of a folder. */
    public LoadedData(DataSetSpec spec, ImageSet train, ImageSet test, Map<String, String> sha256ByFile) {
        this(spec, train, Optional.empty(), test, sha256ByFile, Optional.empty());
    }
}
