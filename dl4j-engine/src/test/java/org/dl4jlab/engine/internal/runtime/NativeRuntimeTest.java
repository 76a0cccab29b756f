package org.dl4jlab.engine.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dl4jlab.engine.NativeRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Each test looks at a JVM of its own: what is set is set once in the life of a process. */
@EnabledOnOs(OS.LINUX)
class NativeRuntimeTest {

    /** Four blocks of 8 MiB are 8192 pages. */
    private static final long PAGES = 8192;

    @Test
    void everySettingTakesEffect() throws Exception {
        Map<String, String> found = probe(List.of("-Ddl4jlab.threads=3"));

        assertThat(found).containsEntry("helper", "MKLDNNConvHelper");
        assertThat(found).containsEntry("maxPhysicalBytes", "0");
        assertThat(found).containsEntry("env.OMP_NUM_THREADS", "3");
        assertThat(found).containsEntry("ompThreads", "3").containsEntry("gompThreads", "3");
        assertThat(found).containsEntry("env.OPENBLAS_NUM_THREADS", "1").containsEntry("blasThreads", "1");
        assertThat(found).containsEntry("env.GOMP_SPINCOUNT", "2000");
        assertThat(Long.parseLong(found.get("faults"))).isLessThan(PAGES / 8);
        assertThat(NativeRuntime.reasons().keySet())
                .allSatisfy(setting -> assertThat(found).containsEntry("setting." + setting, "APPLIED"));
    }

    @Test
    void offLeavesEverythingAsShipped() throws Exception {
        Map<String, String> found = probe(List.of("-Ddl4jlab.runtime=off"));

        assertThat(found).containsEntry("helper", "none");
        assertThat(found.get("maxPhysicalBytes")).isNotEqualTo("0");
        assertThat(found).containsEntry("env.OMP_NUM_THREADS", "null");
        assertThat(found).containsEntry("env.OPENBLAS_NUM_THREADS", "null");
        assertThat(found).containsEntry("env.GOMP_SPINCOUNT", "null");
        assertThat(Long.parseLong(found.get("faults"))).isGreaterThan(PAGES / 2);
        assertThat(NativeRuntime.reasons().keySet())
                .allSatisfy(setting -> assertThat(found).containsEntry("setting." + setting, "SKIPPED"));
    }

    @Test
    void eachSettingHasItsOwnSwitch() throws Exception {
        Map<String, String> found =
                probe(List.of("-Ddl4jlab.runtime.helpers=off", "-Ddl4jlab.runtime.omp-threads=off"));

        assertThat(found).containsEntry("helper", "none").containsEntry("setting.helpers", "SKIPPED");
        assertThat(found).containsEntry("env.OMP_NUM_THREADS", "null").containsEntry("setting.omp-threads", "SKIPPED");
        assertThat(found).containsEntry("blasThreads", "1").containsEntry("setting.blas-threads", "APPLIED");
    }

    @Test
    void configuringLoadsNoNd4j() throws Exception {
        Map<String, String> found = probe(List.of(), "configure");

        assertThat(found).containsEntry("nd4jLoaded", "false");
    }

    @Test
    void whatComesTooLateIsReportedAndWhatCanStillBeSetIsSet() throws Exception {
        Map<String, String> found = probe(List.of("-Ddl4jlab.threads=3"), "late");

        assertThat(found)
                .containsEntry("setting.javacpp-memory", "FAILED")
                .containsEntry("setting.omp-waiting", "FAILED");
        assertThat(found).containsEntry("setting.omp-threads", "APPLIED").containsEntry("ompThreads", "3");
        assertThat(found).containsEntry("setting.blas-threads", "APPLIED").containsEntry("blasThreads", "1");
        assertThat(found).containsEntry("helper", "MKLDNNConvHelper");
    }

    @Test
    void theUsersOwnEnvironmentWins() throws Exception {
        Map<String, String> found = probe(Map.of("OMP_NUM_THREADS", "2"), List.of("-Ddl4jlab.threads=3"));

        assertThat(found).containsEntry("setting.omp-threads", "SKIPPED").containsEntry("ompThreads", "2");
    }

    private static Map<String, String> probe(List<String> jvmOptions, String... args) throws Exception {
        return probe(Map.of(), jvmOptions, args);
    }

    private static Map<String, String> probe(Map<String, String> environment, List<String> jvmOptions, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RuntimeProbe.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOMP_SPINCOUNT", "GLIBC_TUNABLES")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return Arrays.stream(output.split("\\R"))
                .filter(line -> line.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> second));
    }
}
