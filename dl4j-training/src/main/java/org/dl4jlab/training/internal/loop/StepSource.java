package org.dl4jlab.training.internal.loop;

import java.util.List;
import org.dl4jlab.data.batches.Position;

/** Where the optimiser's steps of a training are taken: by this process, or by several machines. */
public interface StepSource extends AutoCloseable {

    /**
     * A step that was taken.
     *
     * @param loss mean over its images, before the update, without what regularisation adds
     * @param images trained on
     */
    record Step(double loss, int images) {}

    /** Batches of an epoch; where several machines train, of the one that has the most. */
    int batches();

    /** Images of an epoch. */
    long images();

    /** Images in the first {@code batches} batches of an epoch. */
    long images(int batches);

    /** The batch that comes next. */
    Position position();

    void seek(Position position);

    /** Whether the epoch has another batch. */
    boolean hasNext();

    /**
     * Takes the next step, or several. The network then has the weights and the optimiser has the state after the last of
     * them.
     *
     * @param step that comes next, counted over the whole training from 0
     * @param rateReductions how often the learning rate was reduced so far because validation stood still
     */
    List<Step> take(int step, int rateReductions);

    @Override
    void close();
}
