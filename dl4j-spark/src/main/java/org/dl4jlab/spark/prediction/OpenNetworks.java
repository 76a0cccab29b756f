package org.dl4jlab.spark.prediction;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.dl4jlab.training.Classifier;

/**
 * The networks that this process holds for its tasks: those that tasks are asking, and the last one that a task asked. Whoever
 * asks one network after the other needs the memory of one.
 */
final class OpenNetworks {

    private static final Map<String, OpenNetworks> OPEN = new HashMap<>();

    private static String last;

    private final Classifier classifier;
    private int users;

    private OpenNetworks(Classifier classifier) {
        this.classifier = classifier;
    }

    /**
     * A network for a task, which gives it back.
     *
     * @param key of the network
     * @param opening opens it if it is not open yet
     */
    static synchronized Classifier take(String key, Supplier<Classifier> opening) {
        last = key;
        closeIdle(key);
        OpenNetworks open = OPEN.get(key);
        if (open == null) {
            open = new OpenNetworks(opening.get());
            OPEN.put(key, open);
        }
        open.users++;
        return open.classifier;
    }

    /** A task has ended. */
    static synchronized void giveBack(String key) {
        OPEN.get(key).users--;
        closeIdle(last);
    }

    /** Closes what nobody is asking. */
    static synchronized void closeIdle() {
        closeIdle(null);
    }

    private static void closeIdle(String kept) {
        OPEN.entrySet().removeIf(entry -> {
            boolean idle = entry.getValue().users == 0 && !entry.getKey().equals(kept);
            if (idle) {
                entry.getValue().classifier.close();
            }
            return idle;
        });
    }

    /** How many are open. */
    static synchronized int size() {
        return OPEN.size();
    }
}
