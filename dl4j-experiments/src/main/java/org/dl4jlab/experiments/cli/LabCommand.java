package org.dl4jlab.experiments.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line; {@link LabProgram} adds the commands. */
@Command(
        name = "dl4j-lab",
        description = "Trains, measures and compares image classifiers on Deeplearning4j.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start with: dl4j-lab run mnist-cnn",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted"
        })
final class LabCommand implements Runnable {

    private final LabProgram program;

    @Spec
    private CommandSpec spec;

    LabCommand(LabProgram program) {
        this.program = program;
    }

    /** The program that a command belongs to. */
    static LabProgram program(CommandSpec command) {
        return ((LabCommand) command.root().userObject()).program;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: list, train, run, ask, sweep, predict, evaluate, data, report, compare, reproduce,"
                        + " spark or ui.");
    }
}
