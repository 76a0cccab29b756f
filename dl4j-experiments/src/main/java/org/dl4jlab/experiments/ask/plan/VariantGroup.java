package org.dl4jlab.experiments.ask.plan;

import java.util.List;
import java.util.Set;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Variants side by side: one table, one picture.
 *
 * @param title heading of the table
 * @param varies names of the choices in which the variants differ, as {@link Choices} calls them: a setting such as {@code
 *     shuffle}, or {@code network}, {@code normalization}, {@code data}; in all others they must be equal
 * @param metrics what is measured of each run; the first is drawn
 * @param variants at least two; the others are compared with the first
 */
public record VariantGroup(LocalizedText title, Set<String> varies, List<Metric> metrics, List<Variant> variants) {

    public VariantGroup {
        varies = Set.copyOf(varies);
        metrics = List.copyOf(metrics);
        variants = List.copyOf(variants);
        if (variants.size() < 2 || metrics.isEmpty()) {
            throw new IllegalArgumentException("a group compares at least two variants in at least one metric");
        }
    }
}
