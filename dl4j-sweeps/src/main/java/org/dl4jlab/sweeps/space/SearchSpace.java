package org.dl4jlab.sweeps.space;

import java.util.Map;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.TrainingSettings;

/**
 * What a sweep may choose, in Arbiter's terms. A space is made anew for each sweep, because Arbiter's parameter spaces
 * remember their place in the search.
 */
public interface SearchSpace {

    /** Its name on the command line. */
    String name();

    /** What a sweep of it finds out, in one sentence. */
    String question();

    /** Candidates learn from a part of its training images and are scored on the rest. */
    DataSetSpec dataSet();

    /** Where its images come from; from the catalogue unless said otherwise. */
    default DataSource data() {
        return DataSource.of(dataSet());
    }

    /**
     * How candidates are trained; a hyperparameter that has the name of a setting takes its place. Must hold validation
     * images out.
     */
    TrainingSettings settings();

    /**
     * What is searched, by name, in the order to show it. Values are numbers, booleans, enums or texts.
     *
     * @return the same parameter spaces at each call
     */
    Map<String, ParameterSpace<?>> hyperparameters();

    /**
     * The networks: a {@code MultiLayerSpace} or a {@code ComputationGraphSpace} with one input and one output. Whatever
     * varies in it must be among {@link #hyperparameters()}.
     *
     * @param training seed, optimiser and weight decay, as the candidate's settings have them
     */
    BaseNetworkSpace<?> network(NetworkOptions training);
}
