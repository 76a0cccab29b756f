package org.dl4jlab.training;

import java.util.List;

/**
 * Makes experiments known by name. A jar that names its provider in {@code
 * META-INF/services/org.dl4jlab.training.ExperimentProvider} has its experiments listed, run, resumed and reproduced by
 * name like those of the lab.
 */
@FunctionalInterface
public interface ExperimentProvider {

    /** In the order to list them. */
    List<Experiment> experiments();
}
