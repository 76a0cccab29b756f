package org.dl4jlab.engine.differential;

/**
 * One call on a network, the same on every network that it is made on.
 *
 * @param name for messages
 * @param trains whether training-time randomness has a part in it
 * @param action the call; its answer is null, a number, text, an array, or a list or map of arrays
 */
record Operation(String name, boolean trains, Action action) {
    /** A call, with noise on its features. */
    interface Action {
        Object on(Subject subject, Noise noise) throws Exception;
    }
}
