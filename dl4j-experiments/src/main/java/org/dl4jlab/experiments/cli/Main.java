package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.dl4jlab.engine.runtime.NativeRuntime;
import picocli.CommandLine;

/** Entry point of {@code mvn exec:java} and of the packaged launcher. */
public final class Main {

    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("list", ListCommand::new);
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("sweep", SweepCommand::new);
        COMMANDS.put("predict", PredictCommand::new);
        COMMANDS.put("data", DataCommand::new);
        COMMANDS.put("report", ReportCommand::new);
        COMMANDS.put("compare", CompareCommand::new);
        COMMANDS.put("reproduce", ReproduceCommand::new);
        COMMANDS.put("ui", UiCommand::new);
    }

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
        if (args.length > 0 && !args[0].equals("list")) {
            try {
                // Before any class of ND4J: it reads these settings when it is loaded.
                NativeRuntime.configure();
            } catch (IllegalArgumentException e) {
                System.err.println("Error: " + e.getMessage());
                return ExitCode.USAGE;
            }
        }
        return commandLine(logFile, args).execute(args);
    }

    /**
     * The commands that a call needs. Making a command reads its options by reflection and starts the logging, which a
     * short command need not wait for.
     *
     * @param logFile that errors outside of runs point to
     * @param args the call: the command that it names; all if it names none, as when help is asked for
     */
    static CommandLine commandLine(Path logFile, String... args) {
        CommandLine commandLine = new CommandLine(new LabCommand());
        if (args.length > 0 && COMMANDS.containsKey(args[0])) {
            commandLine.addSubcommand(args[0], COMMANDS.get(args[0]).get());
        } else {
            COMMANDS.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
        }
        CommandLine run = commandLine.getSubcommands().get("run");
        if (run != null) {
            run.getCommandSpec().usageMessage().footer(RunCommand.settingsHelp());
        }
        ErrorReport errors = new ErrorReport(logFile);
        return commandLine
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
