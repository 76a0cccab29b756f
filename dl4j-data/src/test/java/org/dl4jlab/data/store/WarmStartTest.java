package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dl4jlab.data.catalog.DataSets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** How long a fresh JVM takes to load a data set from a warm cache. Wants an idle machine. */
@Tag("full")
class WarmStartTest {

    private static final int RUNS = 5;

    /** Runs in the child. */
    static final class Load {
        public static void main(String[] args) {
            // Starting the logger is the program's cost, not that of the data.
            LoggerFactory.getLogger(Load.class).debug("started");
            long start = System.nanoTime();
            DataStore.standard().load(DataSets.byId(args[0]));
            System.out.println((System.nanoTime() - start) / 1_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"mnist, 1000", "fashion-mnist, 1000", "cifar10, 2000"})
    void aWarmCacheIsReadInTime(String id, long millis) throws Exception {
        DataStore.standard().load(DataSets.byId(id));
        long best = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Load.class.getName(),
                            id)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            best = Math.min(best, Long.parseLong(output.strip()));
        }
        System.out.println(id + " loaded in " + best + " ms, best of " + RUNS + " fresh JVMs");
        assertThat(best).isLessThan(millis);
    }
}
