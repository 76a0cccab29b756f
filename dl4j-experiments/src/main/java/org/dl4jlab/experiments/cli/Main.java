package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import org.dl4jlab.engine.runtime.NativeRuntime;
import picocli.CommandLine;

/** Entry point of {@code mvn exec:java} and of the packaged launcher. */
public final class Main {

    private Main() {}

    /**
     * Runs one command. The JVM ends with 0 (done), 1 (failed), 2 (wrong usage) or 130 (interrupted).
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        // Maven's own process runs this, so a good end must not be an exit.
        int code = execute(args);
        if (code != ExitCode.DONE) {
            System.exit(code);
        }
    }

    /**
     * Runs one command and returns instead of ending the JVM.
     *
     * @return the exit code
     */
    static int execute(String... args) {
        Path logFile = LogSetup.configure();
        try {
            // Before any class of ND4J: it reads these settings when it is loaded.
            NativeRuntime.configure();
        } catch (IllegalArgumentException e) {
            System.err.println("Error: " + e.getMessage());
            return ExitCode.USAGE;
        }
        return commandLine(logFile).execute(args);
    }

    /** @param logFile that errors outside of runs point to */
    static CommandLine commandLine(Path logFile) {
        ErrorReport errors = new ErrorReport(logFile);
        CommandLine commandLine = new CommandLine(new LabCommand())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.getSubcommands().get("run").getCommandSpec().usageMessage().footer(RunCommand.settingsHelp());
        return commandLine;
    }
}
