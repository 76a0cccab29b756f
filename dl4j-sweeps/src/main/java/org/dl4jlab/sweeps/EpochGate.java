package org.dl4jlab.sweeps;

/** Asked after each epoch of a candidate whether it trains on. */
@FunctionalInterface
interface EpochGate {

    /** Every candidate is trained to its end. */
    EpochGate OPEN = (candidate, epoch, accuracy) -> true;

    /**
     * @param candidate index in the order of proposal
     * @param epoch counted from 1
     * @param accuracy on the validation images, in [0, 1]
     */
    boolean goesOn(int candidate, int epoch, double accuracy);
}
