package org.dl4jlab.experiments.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** What the user typed, as records keep it: a line that a POSIX shell reads as the same arguments again. */
final class Invocation {

    private static final String PROGRAM = "dl4j-lab";

    private Invocation() {}

    static String of(CommandSpec spec) {
        return of(spec.commandLine().getParseResult().originalArgs());
    }

    /** The program's name and its arguments, those quoted that a shell would change or take apart. */
    static String of(List<String> arguments) {
        return Stream.concat(Stream.of(PROGRAM), arguments.stream().map(Invocation::quoted))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        // A tilde is no special character but at the start, nor is an equals sign behind an option's name.
        return argument.matches("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./~-]*")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
