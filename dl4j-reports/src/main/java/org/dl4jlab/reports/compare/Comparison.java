package org.dl4jlab.reports.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Run.Recipe;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * Groups of runs side by side, one for each {@link Recipe}.
 *
 * @param groups at least two, each of one experiment with one choice of settings
 * @param differing settings that not all groups share, in the order of the records
 * @param pairs every two groups: clear differences first, then those within the noise, then those that cannot be told, each by
 *     size
 * @param notes a sentence for each thing a reader must know before the numbers
 */
public record Comparison(List<RunGroup> groups, List<Difference> differing, List<GroupPair> pairs, List<String> notes) {

    /** More settings than this would make a name that no legend can hold. */
    private static final int MOST_IN_NAME = 3;

    public Comparison {
        groups = List.copyOf(groups);
        differing = List.copyOf(differing);
        pairs = List.copyOf(pairs);
        notes = List.copyOf(notes);
    }

    /**
     * A setting that not all groups share.
     *
     * @param setting its name
     * @param values one per group, in their order; a dash for a group whose record does not have it
     */
    public record Difference(String setting, List<String> values) {

        public Difference {
            values = List.copyOf(values);
        }
    }

    /**
     * Puts runs that differ by nothing but the seed into one group and compares the groups. Of runs that share the seed
     * too, the one that ended last counts: they are no independent measurements.
     *
     * @param runs in any order
     * @throws InvalidInputException if they make fewer than two groups
     */
    public static Comparison of(List<FinishedRun> runs) {
        List<String> notes = new ArrayList<>();
        List<FinishedRun> distinct = newestOfEachSeed(runs, notes);
        Map<Recipe, List<FinishedRun>> byRecipe = distinct.stream()
                .collect(Collectors.groupingBy(FinishedRun::recipe, LinkedHashMap::new, Collectors.toList()));
        if (byRecipe.size() < 2) {
            throw new InvalidInputException("Comparing needs runs of at least two experiments or settings, but "
                    + (distinct.size() == 1
                            ? "there is only " + runs.get(0).run().path()
                            : "all " + distinct.size() + " runs are of "
                                    + distinct.get(0).run().experiment() + " and differ by the seed only")
                    + "; name more run folders.");
        }
        List<Recipe> recipes = List.copyOf(byRecipe.keySet());
        List<String> names = names(recipes);
        List<RunGroup> groups = new ArrayList<>();
        for (int i = 0; i < recipes.size(); i++) {
            List<FinishedRun> members = new ArrayList<>(byRecipe.get(recipes.get(i)));
            members.sort(Comparator.comparingLong(r -> r.run().seed().value()));
            groups.add(new RunGroup(names.get(i), members));
        }
        noteOtherDifferences(distinct, notes);
        return new Comparison(groups, differences(recipes), pairs(groups), notes);
    }

    private static List<FinishedRun> newestOfEachSeed(List<FinishedRun> runs, List<String> notes) {
        Map<List<Object>, FinishedRun> newest = new LinkedHashMap<>();
        Set<String> folders = new LinkedHashSet<>();
        for (FinishedRun run : runs) {
            if (folders.add(run.run().path().toAbsolutePath().normalize().toString())) {
                newest.merge(List.of(run.recipe(), run.run().seed()), run, Comparison::later);
            }
        }
        if (newest.size() < folders.size()) {
            notes.add("Runs of equal experiment, settings and seed are no independent measurements: of "
                    + folders.size() + " runs, " + newest.size() + " count, the newest of each seed.");
        }
        return List.copyOf(newest.values());
    }

    private static FinishedRun later(FinishedRun a, FinishedRun b) {
        Optional<Instant> first = a.run().finished();
        Optional<Instant> second = b.run().finished();
        return first.isPresent() && second.isPresent() && first.get().isAfter(second.get()) ? a : b;
    }

    private static List<GroupPair> pairs(List<RunGroup> groups) {
        long testable = groups.stream().filter(g -> g.runs().size() > 1).count();
        int tested = (int) Math.max(1, testable * (testable - 1) / 2);
        List<GroupPair> pairs = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            for (int j = i + 1; j < groups.size(); j++) {
                pairs.add(GroupPair.of(groups.get(i), groups.get(j), tested));
            }
        }
        pairs.sort(Comparator.comparing(GroupPair::verdict)
                .thenComparing(Comparator.comparingDouble(GroupPair::points).reversed()));
        return pairs;
    }

    private static List<Difference> differences(List<Recipe> recipes) {
        return differing(recipes).stream()
                .map(name -> new Difference(
                        name, recipes.stream().map(k -> value(k, name)).toList()))
                .toList();
    }

    private static List<String> differing(List<Recipe> recipes) {
        Set<String> names = new LinkedHashSet<>();
        recipes.forEach(k -> names.addAll(k.choices().keySet()));
        // Long, and nobody chose them; that they differ is among the notes.
        names.removeIf(name -> name.startsWith(Recipe.CHECKSUM));
        names.removeIf(
                name -> recipes.stream().map(k -> value(k, name)).distinct().count() == 1);
        return List.copyOf(names);
    }

    /** The experiment, and where several groups are of it, what sets this one apart. */
    private static List<String> names(List<Recipe> recipes) {
        List<String> names = new ArrayList<>();
        for (Recipe recipe : recipes) {
            List<Recipe> siblings = recipes.stream()
                    .filter(k -> k.experiment().equals(recipe.experiment()))
                    .toList();
            List<String> apart = differing(siblings);
            if (siblings.size() == 1) {
                names.add(recipe.experiment());
            } else if (!apart.isEmpty() && apart.size() <= MOST_IN_NAME) {
                names.add(apart.stream()
                        .map(name -> name + "=" + value(recipe, name))
                        .collect(Collectors.joining(" ", recipe.experiment() + " ", "")));
            } else {
                names.add(recipe.experiment() + " #" + (siblings.indexOf(recipe) + 1));
            }
        }
        return names;
    }

    private static String value(Recipe recipe, String setting) {
        return recipe.choices().getOrDefault(setting, "-");
    }

    private static void noteOtherDifferences(List<FinishedRun> runs, List<String> notes) {
        Set<Object> images =
                distinct(runs, r -> r.data().map(data -> data.title() + ", " + data.testImages() + " images"));
        if (images.size() > 1) {
            notes.add("The groups were not tested on the same images (" + join(images)
                    + "), so a difference between them may come from the images.");
        } else if (distinct(runs, r -> r.data().map(RunRecord.Data::sha256)).size() > 1) {
            notes.add("The runs did not read the same data files: their checksums differ.");
        }
        Set<Object> sources = distinct(runs, RecordedRun::source);
        if (sources.size() > 1) {
            notes.add("The runs are of " + sources.size()
                    + " states of the source code, which may make a difference besides the settings.");
        }
        Set<Object> processors =
                distinct(runs, r -> r.machine().map(machine -> machine.cpu() + ", " + machine.cores() + " cores"));
        if (processors.size() > 1) {
            notes.add("The runs are of several machines (" + join(processors) + "): do not compare their times.");
        }
    }

    private static Set<Object> distinct(List<FinishedRun> runs, Function<RecordedRun, Optional<?>> fact) {
        return runs.stream()
                .flatMap(r -> fact.apply(r.run()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String join(Set<Object> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining("; "));
    }
}
