package org.dl4jlab.experiments.ask.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Everything that a question trains.
 *
 * @param groups of variants; empty if the question needs no training
 * @param seeds that each variant is trained with unless the user says otherwise
 * @param width what was cut for this width and what was not, in a sentence
 */
public record QuestionPlan(List<VariantGroup> groups, int seeds, LocalizedText width) {

    public QuestionPlan {
        groups = List.copyOf(groups);
    }

    /**
     * Every variant by its name; one that stands in several groups once.
     *
     * @throws IllegalStateException if two variants share a name
     */
    public Map<String, Variant> variants() {
        Map<String, Variant> byName = new LinkedHashMap<>();
        for (VariantGroup group : groups) {
            for (Variant variant : group.variants()) {
                Variant other = byName.putIfAbsent(variant.name(), variant);
                if (other != null && !other.equals(variant)) {
                    throw new IllegalStateException("two variants are named " + variant.name());
                }
            }
        }
        return byName;
    }

    /**
     * Some variants by their names, each once.
     *
     * @throws InvalidInputException if there is none of a name; the message guesses what was meant
     */
    public List<Variant> named(List<String> names) {
        Map<String, Variant> known = variants();
        List<Variant> found = new ArrayList<>();
        for (String name : names) {
            Variant variant = known.get(name);
            if (variant == null) {
                throw new InvalidInputException(NearestName.explain("variant", name, known.keySet()));
            }
            found.add(variant);
        }
        return found.stream().distinct().toList();
    }
}
