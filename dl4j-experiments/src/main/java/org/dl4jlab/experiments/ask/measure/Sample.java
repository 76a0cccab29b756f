package org.dl4jlab.experiments.ask.measure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * One quantity, measured once for each seed.
 *
 * @param title of what was measured, such as a variant
 * @param metric the quantity
 * @param bySeed the values that are finite numbers
 * @param missing seeds without a value, as where the run diverged
 */
public record Sample(LocalizedText title, Metric metric, SortedMap<Long, Double> bySeed, int missing) {

    public Sample {
        bySeed = Collections.unmodifiableSortedMap(new TreeMap<>(bySeed));
    }

    /** Mean and deviation over the seeds. */
    public MeanAndDeviation measured() {
        return MeanAndDeviation.of(values());
    }

    /** The values in the order of the seeds. */
    public double[] values() {
        return bySeed.values().stream().mapToDouble(v -> v).toArray();
    }

    /** Mean ± deviation with unit; seeds without a value are said. */
    public LocalizedText text() {
        String numbers = bySeed.isEmpty() ? "–" : metric.text(measured());
        return missing == 0
                ? LocalizedText.same(numbers)
                : new LocalizedText(numbers + " (" + missing + " missing)", numbers + "（缺 " + missing + "）");
    }
}
