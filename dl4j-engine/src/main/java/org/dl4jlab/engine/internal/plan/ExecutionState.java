package org.dl4jlab.engine.internal.plan;

/** What steps written in Java need to know about the current run, and the loss they report. */
public final class ExecutionState {
    private int iteration;
    private int epoch;
    private double loss;

    /** Number of parameter updates so far. */
    public int iteration() {
        return iteration;
    }

    /** Number of passes over the training data so far. */
    public int epoch() {
        return epoch;
    }

    /** Reports the loss of the batch, summed over its examples, without regularisation. */
    public void reportLoss(double sum) {
        loss = sum;
    }

    double loss() {
        return loss;
    }

    void start(int newIteration, int newEpoch) {
        iteration = newIteration;
        epoch = newEpoch;
    }
}
