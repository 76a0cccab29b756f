package org.dl4jlab.experiments.experiment;

import java.util.List;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;

/** Every experiment by its name. */
public final class Experiments {

    private static final List<Experiment> ALL = List.of(
            new MnistFc(),
            new MnistCnn(),
            new MnistFcPermuted(),
            new MnistCnnPermuted(),
            new CifarNet(),
            new CifarNetImproved(),
            new CifarVgg11(),
            new CifarVgg16(),
            new CifarResNet18(),
            new CifarBest());

    private Experiments() {}

    /** Every experiment, in the order in which a student would run them. */
    public static List<Experiment> all() {
        return ALL;
    }

    /**
     * @param name on the command line
     * @throws InvalidInputException if there is none; the message guesses what was meant
     */
    public static Experiment byName(String name) {
        return ALL.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = ALL.stream().map(Experiment::name).toList();
            return new InvalidInputException(NearestName.explain("experiment", name, names));
        });
    }
}
