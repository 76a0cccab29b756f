package org.dl4jlab.training.internal.checkpoint;

import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.training.internal.run.MetricsTable;

/**
 * The state of a training between two steps. What follows from the run's settings and seed alone, such as the order of
 * images, is not in it.
 *
 * @param position the batch that comes next
 * @param images trained on so far, repeats counted
 * @param seconds of training so far
 * @param rows metrics of the finished epochs
 * @param losses of every step so far; as many as there were steps
 * @param parameters in DL4J's flat order
 * @param updater state of the optimiser in DL4J's flat order; empty if it has none
 * @param average of the weights, if one is kept
 * @param best weights so far by validation, if they are kept
 * @param random state of ND4J's random generator
 */
public record Checkpoint(
        Position position,
        long images,
        double seconds,
        List<MetricsTable.Row> rows,
        float[] losses,
        float[] parameters,
        float[] updater,
        Optional<float[]> average,
        Optional<Best> best,
        RandomState random) {

    public Checkpoint {
        rows = List.copyOf(rows);
    }

    /** Steps taken so far. */
    public int step() {
        return losses.length;
    }

    /**
     * The weights of the epoch that validated best.
     *
     * @param epoch counted from 1
     * @param accuracy on the validation images, in [0, 1]
     * @param parameters in DL4J's flat order, as they were tested; empty if only the epoch is of interest
     */
    public record Best(int epoch, double accuracy, float[] parameters) {}

    /**
     * ND4J's two numbers; DL4J's own dropout draws from them.
     *
     * @param root the generator's seed
     * @param node its place in the sequence
     */
    public record RandomState(long root, long node) {}
}
