package org.dl4jlab.sweeps.space;

import java.util.List;

/**
 * Makes search spaces known by name. A jar that names its provider in {@code
 * META-INF/services/org.dl4jlab.sweeps.space.SearchSpaceProvider} has its spaces searched and resumed by name like those of
 * the lab.
 */
@FunctionalInterface
public interface SearchSpaceProvider {

    /** New spaces at each call, since Arbiter's parameter spaces remember their place in a search. */
    List<SearchSpace> spaces();
}
