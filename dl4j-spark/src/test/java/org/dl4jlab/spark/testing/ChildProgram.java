package org.dl4jlab.spark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.awaitility.Awaitility;
import org.dl4jlab.spark.ClassPath;
import org.junit.jupiter.api.condition.OS;

/** The command line, or another main class, in a process of its own. */
public final class ChildProgram implements AutoCloseable {

    private static final long SECONDS = 300;
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    private final Process process;
    private final Path output;

    private ChildProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * @param folder that it works in, with {@code tmp} for its temporary files
     * @param command of dl4j-lab
     */
    public static ChildProgram start(Path folder, String... command) throws IOException {
        return startClass(folder, "org.dl4jlab.experiments.cli.Main", command);
    }

    /** @param main class to start */
    public static ChildProgram startClass(Path folder, String main, String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            // What was started in the background ignores Ctrl-C, and so would its children.
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        // For a life of seconds; its executors get the same.
        String shortLived = System.getProperty(EXECUTOR_OPTIONS, "-XX:TieredStopAtLevel=1");
        words.addAll(List.of(shortLived.split(" ")));
        words.addAll(List.of(
                "-Xmx1g",
                "-D" + EXECUTOR_OPTIONS + "=" + shortLived,
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-Ddl4jlab.log.file=" + folder.resolve("lab.log"),
                "-cp",
                ClassPath.text(),
                main));
        words.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output-", ".txt");
        return new ChildProgram(
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** Waits for a condition while it runs. */
    public void await(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .atMost(SECONDS, TimeUnit.SECONDS)
                .failFast("the program ended: " + output, () -> !process.isAlive())
                .until(condition);
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    /** As {@code kill} does. */
    public void terminate() {
        process.destroy();
    }

    /** As Ctrl-C does. */
    public void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Its exit code, once it has ended. */
    public int join() throws InterruptedException, IOException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program did not end: " + said());
        }
        return process.exitValue();
    }

    /** All that it wrote. */
    public String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
