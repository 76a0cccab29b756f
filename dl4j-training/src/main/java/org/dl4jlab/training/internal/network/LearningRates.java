package org.dl4jlab.training.internal.network;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.learning.config.IUpdater;

/** The learning rates of a network's parameters, changed where DL4J and the engine read them before every step. */
final class LearningRates {

    private LearningRates() {}

    /** The rate of the first layer that learns. A layer with fixed weights has rate 0, and says nothing of the others. */
    static double at(Layer[] layers, int iteration, int epoch) {
        double found = Double.NaN;
        for (Layer layer : layers) {
            for (String parameter : layer.paramTable().keySet()) {
                IUpdater updater = layer.getConfig().getUpdaterByParam(parameter);
                if (updater != null && updater.hasLearningRate() && !(found > 0)) {
                    found = updater.getLearningRate(iteration, epoch);
                }
            }
        }
        return found;
    }

    /** Multiplies all rates, which must not change by themselves. */
    static void scale(Layer[] layers, double factor) {
        Set<IUpdater> updaters = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Layer layer : layers) {
            for (String parameter : layer.paramTable().keySet()) {
                IUpdater updater = layer.getConfig().getUpdaterByParam(parameter);
                if (updater != null && updater.hasLearningRate()) {
                    updaters.add(updater);
                }
            }
        }
        updaters.forEach(updater -> scale(updater, factor));
    }

    private static void scale(IUpdater updater, double factor) {
        double rate = updater.getLearningRate(0, 0);
        if (rate != updater.getLearningRate(1_000_000, 1000)) {
            throw new IllegalStateException("the learning rate of " + updater + " follows a schedule of its own");
        }
        updater.setLrAndSchedule(rate * factor, null);
    }
}
