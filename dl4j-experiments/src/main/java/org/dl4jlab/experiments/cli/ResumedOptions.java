package org.dl4jlab.experiments.cli;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dl4jlab.training.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What may be said beside {@code --resume}: where things are and what is shown, but nothing that is settled already. */
final class ResumedOptions {

    private static final Set<String> PLACES =
            Set.of("--resume", "--runs-dir", "--sweeps-dir", "--data-dir", "--offline");
    private static final Set<String> DASHBOARD =
            Set.of("--ui", "--ui-exit", "--port", "--host", "--token", "--public-address");

    private ResumedOptions() {}

    /**
     * Refuses what would have no effect.
     *
     * @param what goes on, such as {@code the run's own settings and seed}
     * @param more options that may be given
     */
    static void check(CommandSpec spec, String what, String... more) {
        Set<String> allowed = new TreeSet<>(List.of(more));
        allowed.addAll(PLACES);
        allowed.addAll(DASHBOARD);
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !allowed.contains(name))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidInputException(
                    "--resume goes on with " + what + "; leave out " + String.join(" and ", others) + ".");
        }
    }
}
