package org.dl4jlab.engine.differential;

/**
 * One call on a network, the same on every network that it is made on.
 *
 * @param name for messages
 * @param trains whether training-time randomness has a part in it
 * @param action the call; its answer is null, a number, text, an array, or a list, map or array of arrays
 */
record Operation(String name, boolean trains, Action action) {
    /** A call, with noise on its features. */
    interface Action {
        Object on(Subject subject, Noise noise) throws Exception;
    }

    /** A call that looks at batches and has no part in training. */
    static Operation looking(String name, Action action) {
        return new Operation(name, false, action);
    }

    /** A call that trains, or computes as in training. */
    static Operation training(String name, Action action) {
        return new Operation(name, true, action);
    }

    /** A call without an answer that changes a network. */
    static Operation changing(String name, Change change) {
        return new Operation(name, false, (subject, noise) -> {
            change.on(subject);
            return null;
        });
    }

    /** Changes a network. */
    interface Change {
        void on(Subject subject) throws Exception;
    }
}
