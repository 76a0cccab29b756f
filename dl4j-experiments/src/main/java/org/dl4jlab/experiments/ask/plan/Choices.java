package org.dl4jlab.experiments.ask.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Run.Recipe;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * What the variants of a group chose, field by field: what they share, and what sets them apart.
 *
 * @param equal choices that all variants share, by name
 * @param different by name, the choice of each variant, in their order
 */
public record Choices(Map<String, String> equal, Map<String, List<String>> different) {

    private static final String NETWORK = "network";

    /** What follows from other choices, and so may differ with them. */
    private static final Map<String, Set<String>> FOLLOWS = Map.of(
            "parameters", Set.of(NETWORK, "data"),
            "images", Set.of("trainImages", "testImages", "validationFraction", "data"));

    /** How a network was computed, not what was computed; the answer tells where variants differ in it. */
    private static final Set<String> COMPUTING = Set.of("engine");

    public Choices {
        equal = Collections.unmodifiableMap(new LinkedHashMap<>(equal));
        different = Collections.unmodifiableMap(new LinkedHashMap<>(different));
    }

    /**
     * Compares the experiments of a group before any is trained.
     *
     * @throws InvalidInputException if they differ in something that the group does not say it varies, or share what it says
     *     it varies
     */
    public static Choices of(VariantGroup group) {
        return compare(
                group, group.variants().stream().map(v -> of(v.experiment())).toList(), true);
    }

    /**
     * Compares the recipes that runs of a group recorded.
     *
     * @param recipes one for each variant, in their order
     * @throws InvalidInputException if they differ in something that the group does not say it varies
     */
    public static Choices of(VariantGroup group, List<Recipe> recipes) {
        return compare(group, recipes.stream().map(Recipe::choices).toList(), false);
    }

    /** Every choice of an experiment by its name; its own name, question and expectation are no choices. */
    public static Map<String, String> of(Experiment experiment) {
        Map<String, String> choices = new LinkedHashMap<>();
        Settings.toMap(experiment.settings()).forEach((name, value) -> choices.put(name, String.valueOf(value)));
        NetworkDefinition network = experiment.network();
        choices.put(NETWORK, network.name());
        choices.put("parameters", String.valueOf(summary(experiment).parameters()));
        choices.put("data", experiment.data().title());
        choices.put("permutedPixels", String.valueOf(experiment.permutesPixels()));
        choices.put(
                "normalization",
                experiment
                        .normalization()
                        .map(n -> "mean " + n.means() + ", std " + n.deviations())
                        .orElse("of the data set"));
        choices.put("preparation", experiment.preparation().isPresent() ? "of a program" : "none");
        choices.put("start", experiment.pretrained().map(p -> p.origin()).orElse("random"));
        return choices;
    }

    /** Layers, parameters and multiply-adds of an experiment's network, on its own images where their shape is known. */
    public static NetworkSummary summary(Experiment experiment) {
        return experiment.network().summary(options(experiment));
    }

    /** The options of an experiment's network for its own images, where their shape and classes are known. */
    public static NetworkOptions options(Experiment experiment) {
        NetworkOptions options = experiment.network().defaults();
        options = experiment
                .data()
                .shape()
                .map(shape -> new InputShape(shape.channels(), shape.height(), shape.width()))
                .map(options::withInput)
                .orElse(options);
        return experiment
                .data()
                .description()
                .map(spec -> spec.classCount())
                .map(options::withClasses)
                .orElse(options);
    }

    private static Choices compare(VariantGroup group, List<Map<String, String>> each, boolean planned) {
        Set<String> names = new LinkedHashSet<>();
        each.forEach(choices -> names.addAll(choices.keySet()));
        Map<String, String> equal = new LinkedHashMap<>();
        Map<String, List<String>> different = new LinkedHashMap<>();
        for (String name : names) {
            List<String> values = each.stream()
                    .map(choices -> choices.getOrDefault(name, "–"))
                    .toList();
            if (Set.copyOf(values).size() == 1) {
                equal.put(name, values.get(0));
            } else {
                different.put(name, values);
            }
        }
        requireDeclared(group, different);
        if (planned) {
            Set<String> idle = new TreeSet<>(group.varies());
            idle.removeAll(different.keySet());
            if (!idle.isEmpty()) {
                throw new InvalidInputException(
                        "The variants of '" + group.title().english() + "' are said to vary " + String.join(", ", idle)
                                + ", but are equal in it.");
            }
        }
        return new Choices(equal, different);
    }

    private static void requireDeclared(VariantGroup group, Map<String, List<String>> different) {
        for (Map.Entry<String, List<String>> entry : different.entrySet()) {
            String name = entry.getKey();
            boolean follows = FOLLOWS.getOrDefault(name, Set.of()).stream().anyMatch(group.varies()::contains)
                    || name.startsWith(Recipe.CHECKSUM) && group.varies().contains("data");
            if (!group.varies().contains(name) && !follows && !COMPUTING.contains(name)) {
                throw new InvalidInputException("The variants of '"
                        + group.title().english() + "' also differ in "
                        + name + " ("
                        + group.variants().stream()
                                .map(v -> v.name() + ": "
                                        + entry.getValue().get(group.variants().indexOf(v)))
                                .collect(Collectors.joining(", "))
                        + "), which the question does not say it varies: hold it equal, or name it.");
            }
        }
    }
}
