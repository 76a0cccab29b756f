package org.dl4jlab.ui.predict;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A run whose network can be asked.
 *
 * @param id the run's name
 * @param experiment the experiment's name
 * @param dataSet what it was trained on, for people
 * @param shape of its input: {@code [channels, height, width]}; one channel means that it reads drawn digits or the like
 * @param classNames in the order of the network's outputs
 * @param accuracy on test data, in [0, 1]
 * @param finished whether it came to its end; otherwise the network is the last one that it left
 */
public record PredictableRun(
        String id,
        String experiment,
        String dataSet,
        List<Integer> shape,
        List<String> classNames,
        OptionalDouble accuracy,
        boolean finished,
        Instant started) {

    public PredictableRun {
        Objects.requireNonNull(id);
        Objects.requireNonNull(experiment);
        Objects.requireNonNull(dataSet);
        Objects.requireNonNull(accuracy);
        Objects.requireNonNull(started);
        shape = List.copyOf(shape);
        classNames = List.copyOf(classNames);
    }
}
