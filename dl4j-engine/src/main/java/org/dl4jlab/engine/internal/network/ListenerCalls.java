package org.dl4jlab.engine.internal.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The listeners of an accelerated network in the form in which they are called. {@code CheckpointListener} names its
 * files, and knows which of them it may delete, by comparing the class of the network with DL4J's own two: it is shown
 * a network of DL4J's own class on the same arrays.
 */
final class ListenerCalls {
    private ListenerCalls() {}

    /**
     * Those listeners; the same collection if none of them looks at the class.
     *
     * @param plain a network of DL4J's own class with the parameters, the updater state and the counts of the accelerated
     */
    static Collection<TrainingListener> of(Collection<TrainingListener> listeners, Supplier<? extends Model> plain) {
        if (!isAnyCheckpoint(listeners)) {
            return listeners;
        }
        List<TrainingListener> called = new ArrayList<>();
        for (TrainingListener listener : listeners) {
            called.add(listener instanceof CheckpointListener ? new OnPlainNetwork(listener, plain) : listener);
        }
        return called;
    }

    private static boolean isAnyCheckpoint(Collection<TrainingListener> listeners) {
        for (TrainingListener listener : listeners) {
            if (listener instanceof CheckpointListener) {
                return true;
            }
        }
        return false;
    }

    private record OnPlainNetwork(TrainingListener listener, Supplier<? extends Model> plain)
            implements TrainingListener {
        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            listener.iterationDone(plain.get(), iteration, epoch);
        }

        @Override
        public void onEpochStart(Model model) {
            listener.onEpochStart(plain.get());
        }

        @Override
        public void onEpochEnd(Model model) {
            listener.onEpochEnd(plain.get());
        }

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            listener.onForwardPass(plain.get(), activations);
        }

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            listener.onForwardPass(plain.get(), activations);
        }

        @Override
        public void onGradientCalculation(Model model) {
            listener.onGradientCalculation(plain.get());
        }

        @Override
        public void onBackwardPass(Model model) {
            listener.onBackwardPass(plain.get());
        }
    }
}
