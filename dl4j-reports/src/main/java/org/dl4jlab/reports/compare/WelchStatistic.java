package org.dl4jlab.reports.compare;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The difference of two means whose samples may differ in size and in variance (Welch, "The generalization of 'Student's'
 * problem when several different population variances are involved", 1947).
 *
 * @param difference mean of the first sample minus mean of the second
 * @param low end of the confidence interval of the difference
 * @param high end of the confidence interval of the difference
 * @param pValue how often two samples of equal true means would lie at least this far apart; two-sided
 * @param degreesOfFreedom by the equation of Welch and Satterthwaite
 */
public record WelchStatistic(double difference, double low, double high, double pValue, double degreesOfFreedom)
        implements MeanDifference {

    /**
     * @param confidence of the interval, such as 0.95
     * @return empty if the noise cannot be estimated: a sample has fewer than two values, or none of them vary
     */
    public static Optional<WelchStatistic> of(MeanAndDeviation first, MeanAndDeviation second, double confidence) {
        if (first.count() < 2 || second.count() < 2) {
            return Optional.empty();
        }
        double a = first.variance() / first.count();
        double b = second.variance() / second.count();
        if (!(a + b > 0)) {
            return Optional.empty();
        }
        double degrees = (a + b) * (a + b) / (a * a / (first.count() - 1) + b * b / (second.count() - 1));
        double error = Math.sqrt(a + b);
        double difference = first.mean() - second.mean();
        TDistribution t = new TDistribution(null, degrees);
        double half = t.inverseCumulativeProbability(0.5 + confidence / 2) * error;
        double pValue = 2 * t.cumulativeProbability(-Math.abs(difference / error));
        return Optional.of(new WelchStatistic(difference, difference - half, difference + half, pValue, degrees));
    }
}
