package org.dl4jlab.experiments.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What the user typed, as records keep it. */
final class Invocation {

    private Invocation() {}

    static String of(CommandSpec spec) {
        return "dl4j-lab "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
