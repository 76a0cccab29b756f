package org.dl4jlab.ui.sweeps;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sweep's page shows.
 *
 * @param question what the sweep asks
 * @param message why it failed or stopped; empty if it did not
 * @param command the command line that started it
 * @param seed everything random follows from it
 * @param workers candidates trained at the same time
 * @param epochs of a candidate that is not stopped early
 * @param pruning how poor candidates are stopped early; empty if they are not
 * @param data what candidates are trained and scored on; empty until it is loaded
 * @param axes the hyperparameters
 * @param candidates all that were begun, in order
 * @param winner empty until the search is over
 * @param seconds from the start to now or the end
 */
public record SweepDetails(
        SweepSummary summary,
        String question,
        Optional<String> message,
        String command,
        long seed,
        int workers,
        int epochs,
        Optional<Pruning> pruning,
        Optional<Data> data,
        List<SweepAxis> axes,
        List<SweepCandidate> candidates,
        Optional<Winner> winner,
        double seconds) {

    /**
     * Successive halving.
     *
     * @param firstRung epochs that every candidate gets
     * @param reduction one in so many goes on at each rung
     */
    public record Pruning(int firstRung, int reduction) {}

    /** How many images candidates learn from and are scored on. */
    public record Data(String title, int trainImages, int validationImages) {}

    /**
     * The best candidate, trained again on all training images.
     *
     * @param candidate its index
     * @param seeds how often it is trained again
     * @param accuracies on the test images, one per seed that is done, in [0, 1]
     */
    public record Winner(int candidate, int seeds, List<Double> accuracies) {

        public Winner {
            accuracies = List.copyOf(accuracies);
        }
    }

    public SweepDetails {
        Objects.requireNonNull(summary);
        Objects.requireNonNull(message);
        Objects.requireNonNull(pruning);
        Objects.requireNonNull(data);
        Objects.requireNonNull(winner);
        axes = List.copyOf(axes);
        candidates = List.copyOf(candidates);
    }
}
