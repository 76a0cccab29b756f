package org.dl4jlab.experiments.space;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.InvalidInputException;

/** Every search space by its name. */
public final class SearchSpaces {

    private static final List<Supplier<SearchSpace>> ALL =
            List.of(MnistCnnSpace::new, CifarNetImprovedSpace::new, CifarResNet8Space::new);

    private SearchSpaces() {}

    /** A new one of every space. */
    public static List<SearchSpace> all() {
        return ALL.stream().map(Supplier::get).toList();
    }

    /** A new space of this name, if there is one. */
    public static Optional<SearchSpace> find(String name) {
        return all().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /**
     * A new space for one sweep.
     *
     * @param name on the command line
     * @throws InvalidInputException if there is none; the message guesses what was meant
     */
    public static SearchSpace byName(String name) {
        return find(name).orElseThrow(() -> {
            List<String> names = all().stream().map(SearchSpace::name).toList();
            return new InvalidInputException(NearestName.explain("search space", name, names));
        });
    }
}
