package org.dl4jlab.bench.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What one process found.
 *
 * @param imagesPerSecond of each lap
 * @param latency of single predictions, absent unless they were timed one by one
 * @param steps all steps, warm-up included
 * @param firstLoss mean training loss of the first steps, absent without training
 * @param lastLoss mean training loss of the last steps, absent without training
 * @param parameters number of trained parameters
 * @param description versions and settings of the contender
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measurement(
        List<Double> imagesPerSecond,
        Percentiles latency,
        long steps,
        Double firstLoss,
        Double lastLoss,
        long parameters,
        String description) {

    /** The median lap. */
    public double median() {
        return MedianAndRange.of(imagesPerSecond).median();
    }
}
