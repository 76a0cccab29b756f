package org.dl4jlab.experiments.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A cluster on this machine, for trying out what a real one would do. */
@Command(
        name = "spark",
        description = "Starts an Apache Spark cluster on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SparkCommand.StartLocal.class)
final class SparkCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: start-local.");
    }

    @Command(
            name = "start-local",
            description = {
                "Starts a real Spark master and workers, each a process of its own, on the loopback address, and stops"
                        + " them when it is stopped itself: with Ctrl-C, or in any other way.",
                "Use it from another terminal with --master and the address that it prints."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class StartLocal implements Callable<Integer> {

        private static final long MILLIS_BETWEEN_LOOKS = 100;

        @Option(
                names = "--workers",
                paramLabel = "<n>",
                defaultValue = "2",
                description = "Worker processes. Default: ${DEFAULT-VALUE}.")
        private int workers;

        @Option(
                names = "--cores",
                paramLabel = "<n>",
                defaultValue = "1",
                description = "Cores of each worker. Default: ${DEFAULT-VALUE}.")
        private int cores;

        @Option(
                names = "--memory",
                paramLabel = "<MiB>",
                defaultValue = "2048",
                description = "Memory of each worker, of which an executor takes 1024. Default: ${DEFAULT-VALUE}.")
        private int megabytes;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            require("--workers", workers, 1, 64);
            require("--cores", cores, 1, 256);
            require("--memory", megabytes, 1024, 1 << 20);
            ClusterProvider provider = Cluster.provider();
            try (Interruption interruption = Interruption.listen();
                    ClusterProvider.LocalMachines machines = provider.start(workers, cores, megabytes)) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(machines.address());
                out.println("Use it with: --master " + machines.address() + "   Stop it with Ctrl-C.");
                out.flush();
                while (!interruption.requested() && machines.isAlive()) {
                    TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
                }
                return interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.FAILED;
            }
        }

        private static void require(String option, int value, int least, int most) {
            if (value < least || value > most) {
                throw new InvalidInputException(
                        option + " must be from " + least + " to " + most + ", but got " + value + ".");
            }
        }
    }
}
