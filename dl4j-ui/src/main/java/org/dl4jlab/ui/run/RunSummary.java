package org.dl4jlab.ui.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One row of the leaderboard.
 *
 * @param id the run's name, part of the page's address
 * @param group equal for runs that differ in nothing but the seed; the leaderboard shows their mean and standard deviation
 * @param experiment the experiment's name, for example {@code mnist-cnn}
 * @param network the network's name, for example {@code vgg11-bn}
 * @param parameters number of trained parameters
 * @param seed the run's seed
 * @param epoch epochs done so far
 * @param epochs epochs planned
 * @param accuracy on test data at the end of the run, in [0, 1]
 * @param validationAccuracy on validation data, newest value, in [0, 1]
 * @param imagesPerSecond training speed
 * @param elapsed time so far, or in all
 * @param live where a run that trains stands now
 */
public record RunSummary(
        String id,
        String group,
        String experiment,
        String dataSet,
        String network,
        long parameters,
        long seed,
        RunState state,
        int epoch,
        int epochs,
        OptionalDouble accuracy,
        OptionalDouble validationAccuracy,
        OptionalDouble imagesPerSecond,
        Instant started,
        Duration elapsed,
        Optional<LiveProgress> live) {

    public RunSummary {
        Objects.requireNonNull(id);
        Objects.requireNonNull(group);
        Objects.requireNonNull(experiment);
        Objects.requireNonNull(dataSet);
        Objects.requireNonNull(network);
        Objects.requireNonNull(state);
        Objects.requireNonNull(accuracy);
        Objects.requireNonNull(validationAccuracy);
        Objects.requireNonNull(imagesPerSecond);
        Objects.requireNonNull(started);
        Objects.requireNonNull(elapsed);
        Objects.requireNonNull(live);
    }
}
