package org.dl4jlab.data.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImageSet;

/**
 * A data set, ready for use.
 *
 * @param spec what it is
 * @param train images to learn from
 * @param test images held back for the final measurement
 * @param sha256ByFile checksum of each file that the images came from, for the record of a run
 */
public record LoadedData(DataSetSpec spec, ImageSet train, ImageSet test, Map<String, String> sha256ByFile) {

    public LoadedData {
        sha256ByFile = Collections.unmodifiableMap(new LinkedHashMap<>(sha256ByFile));
    }
}
