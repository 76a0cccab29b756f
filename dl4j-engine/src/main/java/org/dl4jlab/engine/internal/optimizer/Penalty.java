package org.dl4jlab.engine.internal.optimizer;

import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * The regularisation of one range at one iteration.
 *
 * @param l1 {@code gradient += l1 * sign(parameter)}
 * @param l2 {@code gradient += l2 * parameter}
 * @param decay {@code update += decay * parameter}
 */
record Penalty(float l1, float l2, float decay) {
    static final Penalty NONE = new Penalty(0, 0, 0);

    /** Whether all terms are of kinds known here. */
    static boolean areKnown(List<Regularization> terms) {
        return terms.stream()
                .allMatch(term -> term.getClass() == L1Regularization.class
                        || term.getClass() == L2Regularization.class
                        || term.getClass() == WeightDecay.class);
    }

    static Penalty at(List<Regularization> terms, double learningRate, int iteration, int epoch) {
        double l1 = 0;
        double l2 = 0;
        double decay = 0;
        for (Regularization term : terms) {
            if (term instanceof L1Regularization one) {
                l1 += one.getL1().valueAt(iteration, epoch);
            } else if (term instanceof L2Regularization two) {
                l2 += two.getL2().valueAt(iteration, epoch);
            } else if (term instanceof WeightDecay weightDecay) {
                double coefficient = weightDecay.getCoeff().valueAt(iteration, epoch);
                decay += weightDecay.isApplyLR() ? coefficient * learningRate : coefficient;
            }
        }
        return new Penalty((float) l1, (float) l2, (float) decay);
    }

    static double learningRate(IUpdater updater, int iteration, int epoch) {
        return updater.hasLearningRate() ? updater.getLearningRate(iteration, epoch) : 1;
    }

    boolean actsBefore() {
        return l1 != 0 || l2 != 0;
    }

    void before(float[] gradient, float[] parameter, int count) {
        if (l1 == 0) { // Java vectorises this, but not signum
            for (int i = 0; i < count; i++) {
                gradient[i] += l2 * parameter[i];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            gradient[i] += l2 * parameter[i] + l1 * Math.signum(parameter[i]);
        }
    }

    void after(float[] update, float[] parameter, int count) {
        for (int i = 0; i < count; i++) {
            update[i] += decay * parameter[i];
        }
    }
}
