package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.data.catalog.DataSets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a fresh JVM takes from its first instruction until a data set is in memory. Wants an idle machine. */
@Tag("full")
class WarmStartTest {

    private static final int RUNS = 5;

    /** Runs in the child. */
    static final class Load {
        public static void main(String[] args) {
            DataStore.standard().load(DataSets.byId(args[0]));
        }
    }

    @ParameterizedTest
    @CsvSource({"mnist, 1000", "fashion-mnist, 1000", "cifar10, 2000"})
    void aWarmCacheIsReadInTime(String id, long millis) throws Exception {
        DataStore.standard().load(DataSets.byId(id));
        Duration best = Duration.ofDays(1);
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Load.class.getName(),
                            id))
                    .inheritIO()
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            best = taken.compareTo(best) < 0 ? taken : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(millis));
    }
}
