package org.dl4jlab.bench.measure;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.workload.Workload;

/** Runs one measurement in a JVM of its own. */
public final class FreshJvm {

    private static final long TIME_LIMIT_MINUTES = 20;
    private static final int LINES_OF_A_FAILURE = 30;

    private final ClassPaths classPaths = ClassPaths.find();
    private final Path folder;
    private final List<String> prefix;

    /**
     * @param folder for temporary files
     * @param prefix command in front of {@code java}, for example {@code taskset -c 0,1}; may be empty
     */
    public FreshJvm(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = List.copyOf(prefix);
    }

    /**
     * Measures.
     *
     * @param samples file of the workload's samples
     * @throws MeasurementException if the process failed; the message holds the end of its output
     */
    public Measurement measure(
            LineUp contender, Options options, Workload workload, Phase phase, Effort effort, Path samples) {
        try {
            Path out = Files.createTempFile(folder, "measurement", ".json");
            Path log = Files.createTempFile(folder, "jvm", ".log");
            int exit = run(command(contender, options, workload, phase, effort, samples, out), log);
            if (exit != 0) {
                throw new MeasurementException(contender.title() + " failed at " + phase.title() + " of "
                        + workload.title() + " (exit code " + exit + "):" + System.lineSeparator() + tail(log));
            }
            return JsonMapper.builder().build().readValue(out.toFile(), Measurement.class);
        } catch (IOException e) {
            throw new MeasurementException(contender.title() + " could not be measured: " + e.getMessage(), e);
        }
    }

    private List<String> command(
            LineUp contender, Options options, Workload workload, Phase phase, Effort effort, Path samples, Path out) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx4g");
        contender.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPaths.of(contender.libraries()), Worker.class.getName()));
        command.addAll(List.of("--factory", contender.factory()));
        command.addAll(List.of("--workload", workload.name()));
        command.addAll(List.of("--phase", phase.name()));
        command.addAll(List.of("--samples", samples.toString()));
        command.addAll(List.of("--out", out.toString()));
        command.addAll(List.of("--threads", Integer.toString(options.threads())));
        if (options.channelsLast()) {
            command.add("--channels-last");
        }
        command.addAll(List.of("--warm-up", Double.toString(effort.warmUpSeconds())));
        command.addAll(List.of("--lap", Double.toString(effort.lapSeconds())));
        command.addAll(List.of("--laps", Integer.toString(effort.laps())));
        return command;
    }

    private static int run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(TIME_LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("no answer within " + TIME_LIMIT_MINUTES + " minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines =
                List.of(Files.readString(log, StandardCharsets.UTF_8).split("\\R"));
        return String.join(
                System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
    }
}
