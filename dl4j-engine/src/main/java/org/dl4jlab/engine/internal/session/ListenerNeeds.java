package org.dl4jlab.engine.internal.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;

/** What listeners want to see. */
public final class ListenerNeeds {
    private static final ClassValue<Boolean> WATCHES_ACTIVATIONS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return overrides(type, List.class) || overrides(type, Map.class);
        }
    };

    private ListenerNeeds() {}

    /** Whether some listener does anything with the activations that a forward pass hands it. */
    public static boolean activations(Collection<TrainingListener> listeners) {
        for (TrainingListener listener : listeners) {
            if (WATCHES_ACTIVATIONS.get(listener.getClass())) {
                return true;
            }
        }
        return false;
    }

    private static boolean overrides(Class<?> listener, Class<?> activations) {
        try {
            Class<?> declaring = listener.getMethod("onForwardPass", Model.class, activations)
                    .getDeclaringClass();
            return declaring != BaseTrainingListener.class && declaring != TrainingListener.class;
        } catch (NoSuchMethodException e) {
            return true;
        }
    }
}
