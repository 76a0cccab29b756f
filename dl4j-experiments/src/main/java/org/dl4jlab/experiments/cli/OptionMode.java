package org.dl4jlab.experiments.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dl4jlab.training.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option that turns a command into another one, such as {@code --resume}. It names the options that have a meaning beside
 * it; every other one that the user gave is refused, so that none is ignored, also none that is added later.
 *
 * @param option that decides
 * @param besides names of the options that go with it
 * @param mixins names of the command's fields whose options go with it
 * @param why the rest of the sentence that refuses others
 */
record OptionMode(String option, Set<String> besides, Set<String> mixins, String why) {

    /** @throws InvalidInputException if the user gave an option that would have no effect */
    void check(CommandSpec spec) {
        Set<String> allowed = new TreeSet<>(besides);
        allowed.add(option);
        for (String mixin : mixins) {
            mixin(spec, mixin)
                    .orElseThrow(() -> new IllegalStateException("there is no mixin " + mixin))
                    .options()
                    .forEach(o -> allowed.add(o.longestName()));
        }
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !allowed.contains(name))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidInputException(option + " " + why + "; leave out " + String.join(" and ", others) + ".");
        }
    }

    /** A mixin of the command, or of one of its mixins. */
    static Optional<CommandSpec> mixin(CommandSpec spec, String name) {
        CommandSpec own = spec.mixins().get(name);
        return own != null
                ? Optional.of(own)
                : spec.mixins().values().stream()
                        .flatMap(inner -> mixin(inner, name).stream())
                        .findFirst();
    }
}
