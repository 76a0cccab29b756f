package org.dl4jlab.engine.internal.optimizer;

import java.util.Optional;
import org.dl4jlab.engine.updater.Momentum;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** How gradients become updates; {@code parameter -= update} follows. */
interface UpdateRule {
    /** Number of state values that each parameter has. */
    int statesPerParameter();

    /** The rule with this iteration's learning rate and momentum. */
    Applied at(int iteration, int epoch);

    /** A rule at one iteration. Has no state of its own, so that threads may share it. */
    interface Applied {
        /**
         * Turns gradients into updates.
         *
         * @param gradient in: gradients, out: updates
         * @param state one array for each of {@link #statesPerParameter()}
         * @param count how many leading elements of the arrays are used
         */
        void apply(float[] gradient, float[][] state, int count);
    }

    /** The rule for a DL4J updater; empty if there is none, and DL4J must do the update itself. */
    static Optional<UpdateRule> of(IUpdater updater) {
        Class<?> type = updater.getClass();
        if (type == Sgd.class) {
            return Optional.of(new SgdRule((Sgd) updater));
        }
        if (type == Nesterovs.class) {
            return Optional.of(new NesterovsRule((Nesterovs) updater));
        }
        if (type == Momentum.class) {
            return Optional.of(new MomentumRule((Momentum) updater));
        }
        if (type == Adam.class) {
            return Optional.of(new AdamRule((Adam) updater));
        }
        if (type == AdaDelta.class) {
            return Optional.of(new AdaDeltaRule((AdaDelta) updater));
        }
        if (type == NoOp.class) {
            return Optional.of(new UnchangedRule());
        }
        return Optional.empty();
    }
}
