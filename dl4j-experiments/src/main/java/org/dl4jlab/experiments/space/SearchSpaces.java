package org.dl4jlab.experiments.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.sweeps.space.SearchSpaceProvider;
import org.dl4jlab.training.InvalidInputException;

/** The search spaces that are known by name: those handed over, then those of every provider on the class path. */
public final class SearchSpaces {

    private final List<Supplier<SearchSpace>> own;

    private SearchSpaces(List<Supplier<SearchSpace>> own) {
        this.own = List.copyOf(own);
    }

    /** Those of every provider on the class path. */
    public static SearchSpaces onClassPath() {
        return of(List.of());
    }

    /** @param own more of them, which come first */
    public static SearchSpaces of(List<Supplier<SearchSpace>> own) {
        return new SearchSpaces(own);
    }

    /** A new one of every space. */
    public List<SearchSpace> all() {
        List<SearchSpace> all = new ArrayList<>();
        own.forEach(space -> all.add(space.get()));
        ServiceLoader.load(SearchSpaceProvider.class).forEach(provider -> all.addAll(provider.spaces()));
        return List.copyOf(all);
    }

    /** The names of all spaces. */
    public List<String> names() {
        return all().stream().map(SearchSpace::name).toList();
    }

    /** A new space of this name, if there is one. */
    public Optional<SearchSpace> find(String name) {
        return all().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /**
     * A new space for one sweep.
     *
     * @param name on the command line
     * @throws InvalidInputException if there is none; the message guesses what was meant
     */
    public SearchSpace byName(String name) {
        return find(name)
                .orElseThrow(() -> new InvalidInputException(NearestName.explain("search space", name, names())));
    }
}
