package org.dl4jlab.reports.compare;

/** A difference of two means and what the noise lets one say of it. */
public interface MeanDifference {

    /** Mean of the first sample minus mean of the second. */
    double difference();

    /** Lower end of the confidence interval of the difference. */
    double low();

    /** Upper end of the confidence interval of the difference. */
    double high();

    /** How often two samples of equal true means would lie at least this far apart; two-sided, for this test alone. */
    double pValue();

    /** By which the spread was estimated. */
    double degreesOfFreedom();

    /** Whether the interval leaves out zero. */
    default boolean differs() {
        return low() > 0 || high() < 0;
    }
}
