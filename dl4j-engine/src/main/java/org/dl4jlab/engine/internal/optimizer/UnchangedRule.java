package org.dl4jlab.engine.internal.optimizer;

/**
 * DL4J's {@code NoOp}: the gradient is the update. Running statistics of batch normalisation come this
 * way, as differences in the gradient array.
 */
record UnchangedRule() implements UpdateRule {
    @Override
    public int statesPerParameter() {
        return 0;
    }

    @Override
    public Applied at(int iteration, int epoch) {
        return (gradient, state, count) -> {};
    }
}
