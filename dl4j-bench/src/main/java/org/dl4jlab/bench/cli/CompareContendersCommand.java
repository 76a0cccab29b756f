package org.dl4jlab.bench.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dl4jlab.bench.measure.BusyCores;
import org.dl4jlab.bench.measure.ContenderComparison;
import org.dl4jlab.bench.measure.ContenderComparison.Cell;
import org.dl4jlab.bench.measure.ContenderSpec;
import org.dl4jlab.bench.measure.Effort;
import org.dl4jlab.bench.measure.FreshJvm;
import org.dl4jlab.bench.measure.Phase;
import org.dl4jlab.bench.measure.Task;
import org.dl4jlab.bench.peak.MatrixProduct;
import org.dl4jlab.bench.report.BenchReport;
import org.dl4jlab.bench.report.ComparisonTable;
import org.dl4jlab.bench.workload.SampleSource;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.Cpu;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench compare}. */
@Command(name = "compare", description = "Measures contenders at workloads and prints a table.", sortOptions = false)
final class CompareContendersCommand implements Callable<Integer> {

    private static final double TRIAL_SHARE = 0.5;

    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--workloads",
            split = ",",
            description =
                    "fc2layer, simple-cnn, cifar-net, vgg11-bn, resnet18, which are the default; or, for stock, tuned"
                            + " and engine only, zoo-lenet, zoo-alexnet, zoo-squeezenet.")
    private List<String> workloads = List.of();

    @Option(
            names = "--contenders",
            split = ",",
            description = "stock, tuned, engine, pytorch, onnxruntime, engine-bf16, pytorch-bf16. Default: all.")
    private List<String> contenders = List.of();

    @Option(names = "--phases", split = ",", description = "training, inference, latency. Default: all.")
    private List<String> phases = List.of();

    @Option(
            names = "--batch",
            defaultValue = "0",
            description = "Images in a batch of training and inference. Default: the network's.")
    private int batch;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "Threads of every contender. Default: each gets the number that suits it best.")
    private int threads;

    @Option(names = "--rounds", defaultValue = "3", description = "JVMs for each number. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            description = "Seconds before the clock. Default: ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(names = "--lap", defaultValue = "1.5", description = "Seconds of a lap. Default: ${DEFAULT-VALUE}.")
    private double lap;

    @Option(names = "--laps", defaultValue = "3", description = "Laps in each JVM. Default: ${DEFAULT-VALUE}.")
    private int laps;

    @Option(
            names = "--images",
            defaultValue = "25600",
            description = "Most images of a data set to use. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Option(names = "--prefix", split = " ", description = "Command in front of each JVM, such as 'taskset -c 0,1'.")
    private List<String> prefix = List.of();

    @Option(
            names = "--busy-cores",
            defaultValue = "0",
            description = "Keeps this many cores busy meanwhile, as another program would. Default: ${DEFAULT-VALUE}.")
    private int busyCores;

    @Option(names = "--no-peak", description = "Do not measure the machine's fastest matrix product.")
    private boolean noPeak;

    @Option(names = "--json", description = "Also writes everything to this file.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        Cpu cpu = Cpu.detect();
        requireNotNegative("--batch", batch);
        requireNotNegative("--threads", threads);
        List<ContenderSpec> chosen = chosenContenders(cpu);
        List<Workload> tasks = chosenWorkloads();
        List<Phase> asked = chosenPhases();
        Path folder = Files.createTempDirectory("dl4jlab-bench");
        try (BusyCores busy = BusyCores.start(busyCores)) {
            FreshJvm jvm = new FreshJvm(folder, prefix);
            Effort effort = new Effort(warmUp, lap, laps);
            Effort trial = new Effort(warmUp * TRIAL_SHARE, lap * TRIAL_SHARE, laps);
            ContenderComparison comparison = new ContenderComparison(jvm, effort, trial, rounds, System.err::println);
            List<Cell> cells = new ArrayList<>();
            Map<String, Path> files = new HashMap<>();
            for (Workload workload : tasks) {
                Path samples = files.computeIfAbsent(
                        workload.dataSet() + workload.enlargement(), name -> samples(folder.resolve(name), workload));
                for (Phase phase : asked) {
                    cells.addAll(comparison.measure(chosen, Task.of(workload, phase, batch), samples));
                }
            }
            List<MatrixProduct.Result> peak = noPeak ? List.of() : jvm.peak(cpu.cores());
            BenchReport report = new BenchReport(
                    OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    machine(cpu),
                    effort,
                    rounds,
                    cells,
                    peak,
                    multiplyAdds(tasks));
            System.out.println(new ComparisonTable(report, chosen).markdown());
            if (json != null) {
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValue(json.toFile(), report);
            }
            return cells.stream().anyMatch(cell -> cell.runs().size() < rounds) ? 1 : 0;
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private void requireNotNegative(String option, int value) {
        if (value < 0) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be 1 or more (0: the default), but got " + value + ".");
        }
    }

    /** Larger images are fewer, so that they fill as much memory. */
    private Path samples(Path file, Workload workload) {
        try {
            int factor = workload.enlargement();
            SampleSource.first(workload.dataSet(), images / (factor * factor))
                    .enlarged(factor)
                    .write(file);
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The samples could not be written: " + e.getMessage(), e);
        }
    }

    private List<ContenderSpec> chosenContenders(Cpu cpu) {
        List<ContenderSpec> all = ContenderSpec.all(cpu.cores());
        List<String> known = all.stream().map(ContenderSpec::id).toList();
        contenders.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(
                    spec.commandLine(), "There is no contender '" + name + "'. Choose from: " + known + ".");
        });
        return all.stream()
                .filter(contender -> contenders.isEmpty() || contenders.contains(contender.id()))
                .map(contender -> threads > 0 ? contender.withThreads(threads) : contender)
                .toList();
    }

    private List<Workload> chosenWorkloads() {
        try {
            return workloads.isEmpty()
                    ? Workload.ofTheLab()
                    : workloads.stream().map(Workload::byNetwork).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private List<Phase> chosenPhases() {
        List<Phase> all = List.of(Phase.values());
        List<String> known = all.stream().map(Phase::title).toList();
        phases.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(
                    spec.commandLine(), "There is no phase '" + name + "'. Choose from: " + known + ".");
        });
        return all.stream()
                .filter(phase -> phases.isEmpty() || phases.contains(phase.title()))
                .toList();
    }

    private Map<String, String> machine(Cpu cpu) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Processor",
                cpu.model() + ", " + cpu.cores() + " cores" + (cpu.flags().contains("avx512f") ? ", AVX-512" : ""));
        facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        if (threads > 0) {
            facts.put("Threads", Integer.toString(threads));
        }
        if (busyCores > 0) {
            facts.put("Busy meanwhile", busyCores + (busyCores == 1 ? " core" : " cores"));
        }
        facts.put("Java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        return facts;
    }

    private static Map<String, Long> multiplyAdds(List<Workload> tasks) {
        Map<String, Long> counts = new LinkedHashMap<>();
        tasks.stream()
                .filter(workload -> !workload.isOfTheZoo())
                .forEach(workload -> counts.put(workload.network(), MultiplyAdds.of(workload)));
        return counts;
    }
}
