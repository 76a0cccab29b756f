package org.dl4jlab.training.internal.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.training.internal.evaluation.ClassMetrics;
import org.dl4jlab.training.internal.evaluation.ConfidenceIntervals;
import org.dl4jlab.training.internal.evaluation.Interval;
import org.dl4jlab.training.internal.evaluation.Metrics;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.evaluation.TemperatureScaling;

/**
 * What a record says about test images beside accuracy and loss. An area that is not defined, because there is one class
 * only, is left out.
 *
 * @param topK share of images whose class is among the 1, 2, … (at most 5) most probable
 * @param balancedAccuracy mean recall of the classes
 * @param macroPrecision mean precision of the classes
 * @param macroF1 mean F1 of the classes
 * @param weightedF1 mean F1 of the classes, weighted by their images
 * @param rocArea mean area under the one-against-rest ROC curves
 * @param prArea mean average precision, one against rest
 * @param logLoss in nats
 * @param brierScore from 0 to 2
 * @param calibrationError expected calibration error (ECE) of 15 bins
 * @param temperature what temperature scaling does to the calibration; null if no images were held out to fit it on
 * @param confidence95 ends of the 95 % confidence interval by metric
 * @param classes one per class
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultMetrics(
        List<Double> topK,
        double balancedAccuracy,
        double macroPrecision,
        double macroF1,
        double weightedF1,
        Double rocArea,
        Double prArea,
        double logLoss,
        double brierScore,
        double calibrationError,
        Temperature temperature,
        Map<String, List<Double>> confidence95,
        List<OneClass> classes) {

    /**
     * Temperature scaling, fitted on held-out training images and applied to the test images.
     *
     * @param temperature that logits are divided by
     * @param validationImages it was fitted on
     * @param logLoss with it
     * @param brierScore with it
     * @param calibrationError with it
     */
    public record Temperature(
            double temperature, int validationImages, double logLoss, double brierScore, double calibrationError) {}

    /**
     * One class against all others.
     *
     * @param images of the class
     * @param precision share of right ones among those predicted
     * @param recall share of right ones among those of the class
     * @param f1 harmonic mean of both
     * @param rocArea null if all images or none are of the class
     * @param prArea null as above
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OneClass(int images, double precision, double recall, double f1, Double rocArea, Double prArea) {

        static OneClass of(ClassMetrics metrics) {
            return new OneClass(
                    metrics.images(),
                    metrics.precision(),
                    metrics.recall(),
                    metrics.f1(),
                    defined(metrics.rocArea()),
                    defined(metrics.prArea()));
        }
    }

    /**
     * Computes everything.
     *
     * @param test the images that the result is about
     * @param validation held-out training images, to fit a temperature on; empty for none
     */
    public static ResultMetrics of(ScoredImages test, Optional<ScoredImages> validation) {
        Metrics metrics = Metrics.of(test);
        return new ResultMetrics(
                metrics.topK(),
                metrics.balancedAccuracy(),
                metrics.macroPrecision(),
                metrics.macroF1(),
                metrics.weightedF1(),
                defined(metrics.rocArea()),
                defined(metrics.prArea()),
                metrics.logLoss(),
                metrics.brierScore(),
                metrics.calibration().expectedError(),
                validation.map(held -> temperature(test, held)).orElse(null),
                intervals(ConfidenceIntervals.of(test)),
                metrics.classes().stream().map(OneClass::of).toList());
    }

    private static Temperature temperature(ScoredImages test, ScoredImages held) {
        TemperatureScaling scaling = TemperatureScaling.fit(held);
        Metrics scaled = Metrics.of(scaling.apply(test));
        return new Temperature(
                scaling.temperature(),
                held.size(),
                scaled.logLoss(),
                scaled.brierScore(),
                scaled.calibration().expectedError());
    }

    private static Map<String, List<Double>> intervals(ConfidenceIntervals intervals) {
        Map<String, List<Double>> ends = new LinkedHashMap<>();
        ends.put("accuracy", ends(intervals.accuracy()));
        ends.put("balancedAccuracy", ends(intervals.balancedAccuracy()));
        ends.put("macroF1", ends(intervals.macroF1()));
        ends.put("weightedF1", ends(intervals.weightedF1()));
        ends.put("logLoss", ends(intervals.logLoss()));
        ends.put("brierScore", ends(intervals.brierScore()));
        return ends;
    }

    private static List<Double> ends(Interval interval) {
        return new ArrayList<>(List.of(interval.low(), interval.high()));
    }

    private static Double defined(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
