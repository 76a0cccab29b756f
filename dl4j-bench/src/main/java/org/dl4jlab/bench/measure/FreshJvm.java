package org.dl4jlab.bench.measure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.peak.MatrixProduct;

/** Runs each measurement in a JVM of its own. */
public final class FreshJvm implements Runner {

    private static final long TIME_LIMIT_MINUTES = 20;
    private static final int LINES_OF_A_FAILURE = 12;

    private final ClassPaths classPaths = ClassPaths.find();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Path folder;
    private final List<String> prefix;

    /**
     * @param folder for temporary files
     * @param prefix command in front of {@code java}, for example {@code taskset -c 0,1}; may be empty
     * @throws IllegalStateException if PyTorch's jars are missing
     */
    public FreshJvm(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = List.copyOf(prefix);
    }

    /** @throws MeasurementException if the process failed; the message holds the end of its output */
    @Override
    public Measurement measure(ContenderSpec contender, Options options, Task task, Effort effort, Path samples) {
        List<String> arguments = new ArrayList<>(List.of(
                "--factory",
                contender.factory(),
                "--workload",
                task.workload().name(),
                "--phase",
                task.phase().name(),
                "--batch",
                Integer.toString(task.batchSize()),
                "--samples",
                samples.toString(),
                "--threads",
                Integer.toString(options.threads()),
                "--warm-up",
                Double.toString(effort.warmUpSeconds()),
                "--lap",
                Double.toString(effort.lapSeconds()),
                "--laps",
                Integer.toString(effort.laps()),
                "--out"));
        if (options.channelsLast()) {
            arguments.add(0, "--channels-last");
        }
        return run(
                Worker.class,
                contender.libraries(),
                contender.properties(),
                contender.environment(),
                arguments,
                new TypeReference<Measurement>() {});
    }

    /**
     * Measures the peak of the machine.
     *
     * @param threads for the product
     */
    public List<MatrixProduct.Result> peak(int threads) {
        return run(
                MatrixProduct.class,
                ContenderSpec.Libraries.DL4J,
                Map.of("dl4jlab.threads", Integer.toString(threads)),
                Map.of(),
                List.of(),
                new TypeReference<List<MatrixProduct.Result>>() {});
    }

    /** Runs a main class whose last argument is the file that receives its result. */
    private <T> T run(
            Class<?> main,
            ContenderSpec.Libraries libraries,
            Map<String, String> properties,
            Map<String, String> environment,
            List<String> arguments,
            TypeReference<T> type) {
        try {
            Path out = Files.createTempFile(folder, "result", ".json");
            Path log = Files.createTempFile(folder, "jvm", ".log");
            List<String> command = new ArrayList<>(prefix);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Xmx4g");
            properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("-cp", classPaths.of(libraries), main.getName()));
            command.addAll(arguments);
            command.add(out.toString());
            int exit = await(command, environment, log);
            if (exit != 0) {
                throw new MeasurementException("exit code " + exit + ": " + reason(log));
            }
            return json.readValue(out.toFile(), type);
        } catch (IOException e) {
            throw new MeasurementException(e.getMessage(), e);
        }
    }

    private static int await(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Ctrl-C must not leave a measured JVM behind.
        Thread killer = new Thread(() -> kill(process), "kill-measured-jvm");
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            if (!process.waitFor(TIME_LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("no answer within " + TIME_LIMIT_MINUTES + " minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            kill(process);
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The exception that ended the process, or the end of what it printed. */
    private static String reason(Path log) throws IOException {
        List<String> lines =
                List.of(Files.readString(log, StandardCharsets.UTF_8).split("\\R"));
        return lines.stream()
                .filter(line -> line.matches("([\\w.$]+(Exception|Error)|Exception in thread.*): .*"))
                .findFirst()
                .orElseGet(() -> String.join(
                        System.lineSeparator(),
                        lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size())));
    }
}
