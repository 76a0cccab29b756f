package org.dl4jlab.experiments.cli;

import java.util.List;
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
        List<String> commands = LabProgram.COMMANDS;
        int last = commands.size() - 1;
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", commands.subList(0, last)) + " or " + commands.get(last) + ".");
    }
}
