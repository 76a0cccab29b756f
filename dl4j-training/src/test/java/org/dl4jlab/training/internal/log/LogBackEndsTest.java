package org.dl4jlab.training.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs of their own, each with another back end behind SLF4J, train and find the log in the run's folder. */
class LogBackEndsTest {

    private static final long SECONDS = 120;

    /** Where the build puts the jars that must not be on the class path of the tests. */
    private static final Path JARS = Path.of("target", "log-back-ends");

    /** What is on the class path besides the library and what it depends on. */
    enum BackEnd {
        LOG4J_CORE(true, "log4j-api", "log4j-core", "log4j-slf4j2-impl"),
        LOGBACK(true, "logback-classic", "logback-core"),
        /** As Spring Boot has it: what is logged to Log4j's interface goes to SLF4J, and Logback is behind that. */
        SPRING_BOOT(true, "log4j-api", "log4j-to-slf4j", "logback-classic", "logback-core"),
        /** The bridge without the core that it leads to. */
        LOG4J_API_ALONE(false, "log4j-api", "log4j-slf4j2-impl"),
        NONE(false);

        private final boolean copies;
        private final List<String> jars;

        BackEnd(boolean copies, String... jars) {
            this.copies = copies;
            this.jars = List.of(jars);
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theRunsLogIsWritten(BackEnd backEnd) throws Exception {
        Path runs = folder.resolve("runs");
        String output = train(backEnd, runs);

        assertThat(output).contains("DONE").doesNotContain("NoClassDefFoundError", "ClassCastException");
        String log = Files.readString(onlyRun(runs).resolve("run.log"));
        assertThat(log)
                .containsOnlyOnce("tiny, seed 1: fc2layer (6,442 parameters) on 100 images of MNIST")
                .containsOnlyOnce("WARN  o.d.t.i.d.FetchProgress [main] a word about the data")
                .containsOnlyOnce("Test: average loss")
                .containsOnlyOnce("DEBUG o.d.t.i.l.Trainer [main] Checkpoint")
                .containsOnlyOnce("WARN  o.d.t.i.r.Listeners [main] Program failed when the run was tested")
                .containsOnlyOnce("IllegalStateException: no picture today")
                .doesNotContain("after the run");
        if (backEnd.copies) {
            assertThat(log)
                    .containsOnlyOnce("ERROR c.e.Program [main] a word of the program")
                    .containsOnlyOnce("its fault")
                    .containsOnlyOnce("IllegalStateException: because");
        } else {
            assertThat(log).doesNotContain("a word of the program");
        }
    }

    private String train(BackEnd backEnd, Path runs) throws Exception {
        Path output = folder.resolve("output.txt");
        // As without a configuration: Log4j then logs errors alone. The file of this module's own tests must not count.
        Path errorsAlone = Files.writeString(folder.resolve("log4j2.properties"), "rootLogger.level = error");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx1g",
                        "-Dlog4j2.configurationFile=" + errorsAlone.toUri(),
                        "-cp",
                        classPath(backEnd),
                        LoggedRun.class.getName(),
                        runs.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(SECONDS, TimeUnit.SECONDS)).as("in time").isTrue();
            assertThat(child.exitValue()).as(() -> read(output)).isZero();
        } finally {
            child.destroyForcibly();
        }
        return read(output);
    }

    private static String classPath(BackEnd backEnd) throws IOException {
        Map<Boolean, List<String>> own = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .collect(Collectors.partitioningBy(entry -> isOf("log4j-", entry)));
        List<String> path = new ArrayList<>(own.get(false));
        try (Stream<Path> copied = Files.list(JARS)) {
            List<String> known = Stream.concat(copied.map(Path::toString), own.get(true).stream())
                    .toList();
            for (String name : backEnd.jars) {
                path.add(known.stream()
                        .filter(jar -> isOf(name, jar))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(name + " is not among " + known)));
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static boolean isOf(String name, String jar) {
        String file = Path.of(jar).getFileName().toString();
        return file.endsWith(".jar") && file.startsWith(name);
    }

    private static Path onlyRun(Path runs) throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(f -> Files.isRegularFile(f.resolve("run.json")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
