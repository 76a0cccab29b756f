package org.dl4jlab.training;

import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.models.registry.NetworkDefinition;

/** A question, and everything that has to be chosen to answer it by training a network. */
public interface Experiment {

    /** Its name on the command line. */
    String name();

    /** What a run of it finds out, in one or two sentences. */
    String question();

    /** Trained on its training part, tested once on its test part. */
    DataSetSpec dataSet();

    /** The network, before seed, optimiser and input shape are put in. */
    NetworkDefinition network();

    /** How it is trained unless the user says otherwise. */
    TrainingSettings settings();

    /**
     * Whether one random reordering of the pixels, the same for every image, is applied. It follows from the run's seed
     * alone, so that two experiments of one seed see the same permuted images.
     */
    default boolean permutesPixels() {
        return false;
    }

    /** How bytes become the numbers that the network sees; the data set's own mean and deviation unless said otherwise. */
    default Normalization normalization() {
        return dataSet().normalization();
    }

    /**
     * Sets initial parameters that depend on the images; most networks start at random and have none.
     *
     * @param network with its random parameters
     * @param training the images it will be trained on
     */
    default void initialize(Model network, ImageView training) {}

    /** What should come out. */
    Expectation expectation();
}
