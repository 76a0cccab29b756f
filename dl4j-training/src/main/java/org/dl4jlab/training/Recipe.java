package org.dl4jlab.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that was chosen for a run except its seed. Two runs of equal recipe are two seeds of one experiment and may be
 * averaged; two runs that differ in it, be it in the precision alone, may not.
 *
 * @param experiment its name
 * @param choices by name, in the order to show them: data, network, how it was computed, and every setting, each as a user
 *     would write it
 */
public record Recipe(String experiment, Map<String, String> choices) {

    /** Begins the name of each choice that is the checksum of a data file. */
    public static final String CHECKSUM = "sha256 of ";

    public Recipe {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }
}
