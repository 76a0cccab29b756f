package org.dl4jlab.spark.jobs;

import java.io.Serializable;
import java.util.List;

/**
 * What one attempt at a job has told.
 *
 * @param before how many texts came before those that are here
 * @param last the texts after these, in order
 */
record News(long before, List<String> last) implements Serializable {

    static final News NONE = new News(0, List.of());

    News {
        last = List.copyOf(last);
    }

    /** How many texts were told, those included that are not here. */
    long count() {
        return before + last.size();
    }
}
