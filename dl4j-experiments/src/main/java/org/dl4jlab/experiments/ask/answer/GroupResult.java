package org.dl4jlab.experiments.ask.answer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.measure.SeedDifference;
import org.dl4jlab.experiments.ask.plan.Choices;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.VariantGroup;

/**
 * What came out of one group of variants.
 *
 * @param group as planned
 * @param choices what the variants share and what sets them apart
 * @param samples for each metric of the group, one sample for each variant
 */
public record GroupResult(VariantGroup group, Choices choices, List<List<Sample>> samples) {

    static GroupResult of(VariantGroup group, Evidence evidence) throws IOException {
        List<List<Sample>> samples = new ArrayList<>();
        for (Metric metric : group.metrics()) {
            samples.add(evidence.samples(group.variants(), metric));
        }
        return new GroupResult(group, Choices.of(group), samples);
    }

    /** Every other variant minus the first, in the first metric. */
    public List<SeedDifference> differences() {
        List<Sample> drawn = samples.get(0);
        return drawn.subList(1, drawn.size()).stream()
                .map(sample -> SeedDifference.of(sample, drawn.get(0), drawn.size() - 1))
                .toList();
    }
}
