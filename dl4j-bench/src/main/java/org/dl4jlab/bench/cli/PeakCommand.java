package org.dl4jlab.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dl4jlab.bench.measure.FreshJvm;
import org.dl4jlab.engine.Cpu;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench peak}. */
@Command(name = "peak", description = "Measures the fastest matrix product of this machine, on one thread and on all.")
final class PeakCommand implements Callable<Integer> {

    @Option(names = "--prefix", split = " ", description = "Command in front of each JVM, such as 'taskset -c 0,1'.")
    private List<String> prefix = List.of();

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("dl4jlab-bench");
        FreshJvm jvm = new FreshJvm(folder, prefix);
        int cores = Cpu.detect().cores();
        for (int threads : cores == 1 ? new int[] {1} : new int[] {1, cores}) {
            jvm.peak(threads)
                    .forEach(result -> System.out.printf(
                            Locale.ROOT,
                            "%-8s %d %-7s %6.0f GFLOP/s%n",
                            result.library(),
                            result.threads(),
                            result.threads() == 1 ? "thread" : "threads",
                            result.gigaflops()));
        }
        TemporaryFolder.delete(folder);
        return 0;
    }
}
