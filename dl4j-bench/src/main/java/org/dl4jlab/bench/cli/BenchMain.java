package org.dl4jlab.bench.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code mvn -Pbench exec:java}. */
@Command(
        name = "bench",
        description = "Compares the lab's networks on stock DL4J, tuned DL4J, the engine, PyTorch and ONNX Runtime.",
        subcommands = {CompareContendersCommand.class, PeakCommand.class},
        mixinStandardHelpOptions = true)
public final class BenchMain implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command; the JVM ends with 0 (done), 1 (failed) or 2 (wrong usage). */
    public static void main(String[] args) {
        // What is measured runs in other JVMs; this one has nothing to log, and the settings of ND4J's natives that the
        // engine would make here (they silence JavaCPP as well) must not reach stock DL4J through the environment.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        int code = new CommandLine(new BenchMain())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println(line.getColorScheme().errorText(String.valueOf(e.getMessage())));
                    return 1;
                })
                .execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
