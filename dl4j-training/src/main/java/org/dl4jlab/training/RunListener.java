package org.dl4jlab.training;

import java.io.IOException;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.Run.EpochMetrics;

/**
 * Hears how runs go: to show progress, to draw pictures, to write reports, to feed a dashboard. Called by the training thread, so a slow listener delays training. If a listener fails, the failure is logged as a warning and
 * the run goes on.
 */
public interface RunListener {

    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** A part of the work that is under way; closing it says that it has ended, well or not. */
    @FunctionalInterface
    interface Task extends AutoCloseable {

        /**
         * Called after every batch.
         *
         * @param done of the task's total
         */
        void advanceTo(long done);

        @Override
        default void close() {}
    }

    /**
     * A part of the work begins, such as fetching, training or testing.
     *
     * @param name for people
     * @param total when it will be done
     * @param unit of the total, plural
     */
    default Task begin(String name, long total, String unit) {
        return done -> {};
    }

    /**
     * A network is about to be trained, by a {@link Lab} or by a {@link Training} that leaves no folder.
     *
     * @param network to which DL4J's own listeners may be added; it is the one that the steps change
     */
    default void training(Model network) throws IOException {}

    /** The training of a run is about to begin; called after {@link #training}, and not by a {@link Training}. */
    default void started(Run run, Model network) throws IOException {}

    /**
     * A step of the optimiser was taken.
     *
     * @param step counted from 1
     * @param images trained on since the start, repeats counted
     * @param loss of this step's batch, taken before its update, in nats
     */
    default void step(int step, long images, double loss) {}

    /** An epoch and its validation are over. */
    default void epoch(EpochMetrics metrics) {}

    /** Training has ended, well or not; called once for each {@link #started}. */
    default void trained(Run run) throws IOException {}

    /** The record of a run is final: done, failed or interrupted. */
    default void ended(Run run) throws IOException {}
}
