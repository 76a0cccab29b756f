package org.dl4jlab.models.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses what a mistyped name was meant to be: of a network, an experiment, a setting, a run. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name that the fewest single-letter edits turn the given one into.
     *
     * @return empty if even the nearest shares too little to be a guess: more than half of the letters would change
     */
    public static Optional<String> find(String name, Collection<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance.apply(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(nearest -> distance.apply(wanted, nearest.toLowerCase(Locale.ROOT))
                        <= Math.max(name.length(), nearest.length()) / 2);
    }

    /**
     * One sentence for an unknown name: a guess if there is one, and all that is known.
     *
     * @param kind what the name stands for, such as {@code experiment}
     */
    public static String explain(String kind, String name, Collection<String> known) {
        String guess = find(name, known)
                .map(nearest -> " Did you mean '" + nearest + "'?")
                .orElse("");
        String all = known.isEmpty() ? " None is known." : " Known: " + String.join(", ", known) + ".";
        return "There is no " + kind + " '" + name + "'." + guess + all;
    }
}
