package org.dl4jlab.sweeps.search;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which order a space is searched. */
public enum SearchMethod {
    /** Independent draws from the distributions of the space. */
    @JsonProperty("random")
    RANDOM,
    /** All combinations of a few values of each hyperparameter, in random order. */
    @JsonProperty("grid")
    GRID,
    /** Breeds new candidates from the best ones so far, by crossover and mutation. */
    @JsonProperty("genetic")
    GENETIC
}
