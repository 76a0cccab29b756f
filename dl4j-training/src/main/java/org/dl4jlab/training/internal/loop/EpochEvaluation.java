package org.dl4jlab.training.internal.loop;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.dl4jlab.training.Evaluation;

/** What is measured after each epoch, none of it on test data. A measurement may be stopped by the user. */
public interface EpochEvaluation {

    /** Measures nothing. */
    EpochEvaluation NONE = new EpochEvaluation() {};

    /** Measures on the held-out images only. */
    static EpochEvaluation validating(Supplier<Optional<Evaluation>> validation) {
        return new EpochEvaluation() {
            @Override
            public Optional<Evaluation> validation() {
                return validation.get();
            }
        };
    }

    /**
     * On the held-out images; empty if there are none.
     *
     * @throws CancellationException if the user stopped it
     */
    default Optional<Evaluation> validation() {
        return Optional.empty();
    }

    /**
     * On a fixed sample of the training images, as they are; empty if not wanted.
     *
     * @throws CancellationException if the user stopped it
     */
    default Optional<Evaluation> training() {
        return Optional.empty();
    }
}
