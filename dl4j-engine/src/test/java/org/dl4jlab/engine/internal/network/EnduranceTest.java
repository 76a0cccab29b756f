package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Memory of the process over long runs, from Linux's own count of resident pages. */
@EnabledOnOs(OS.LINUX)
class EnduranceTest {
    private static final long ALLOWED_GROWTH = 64L << 20;

    /** A million steps, or as many as {@code -Ddl4jlab.test.steps} says, after a tenth of them to warm up. */
    @Test
    @Tag("full")
    void aMillionStepsOfASmallNetworkDoNotGrowMemory() throws IOException {
        int steps = Integer.getInteger("dl4jlab.test.steps", 1_000_000);
        MultiLayerNetwork engine = Engine.accelerate(Networks.fc2layer(new Sgd(1e-4)));
        DataSet batch = Data.batch(1, 64, 784);
        for (int i = 0; i < steps / 10; i++) {
            engine.fit(batch);
        }
        long before = residentBytes();
        for (int i = 0; i < steps; i++) {
            engine.fit(batch);
        }
        assertDidNotGrow(steps + " steps of the small network", before, ALLOWED_GROWTH);
    }

    /** Two hours, or as many minutes as {@code -Ddl4jlab.test.minutes} says, with partial batches and predictions. */
    @Test
    @Tag("full")
    void hoursOfVggDoNotGrowMemory() throws IOException {
        int minutes = Integer.getInteger("dl4jlab.test.minutes", 120);
        MultiLayerNetwork engine = Engine.accelerate(Networks.vgg11(new Sgd(1e-4), 1));
        DataSet batch = Data.batch(1, 64, 3, 32, 32);
        DataSet partial = Data.batch(2, 17, 3, 32, 32);
        for (int i = 0; i < 10; i++) {
            trainAndPredict(engine, batch, partial);
        }
        long before = residentBytes();
        Instant end = Instant.now().plus(Duration.ofMinutes(minutes));
        while (Instant.now().isBefore(end)) {
            trainAndPredict(engine, batch, partial);
        }
        assertDidNotGrow(minutes + " minutes of VGG", before, ALLOWED_GROWTH);
    }

    private static void trainAndPredict(MultiLayerNetwork engine, DataSet batch, DataSet partial) {
        engine.fit(batch);
        engine.fit(partial);
        engine.output(batch.getFeatures()).close();
    }

    private static void assertDidNotGrow(String what, long before, long allowed) throws IOException {
        long after = residentBytes();
        System.out.printf("%s: %d MB resident before, %d MB after%n", what, before >> 20, after >> 20);
        assertThat(after - before).isLessThan(allowed);
    }

    @Test
    @Tag("full")
    void plansOfForgottenNetworksAreFreed() throws IOException {
        DataSet batch = Data.batch(1, 64, 3, 32, 32);
        trainAndForget(20, batch);
        long before = residentBytes();
        trainAndForget(100, batch);
        // The memory of a plan is freed soon after its network is found to be forgotten.
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertDidNotGrow("100 forgotten networks", before, 4 * ALLOWED_GROWTH));
    }

    private static void trainAndForget(int networks, DataSet batch) {
        for (int i = 0; i < networks; i++) {
            MultiLayerNetwork network = Engine.accelerate(Networks.vgg11(new Sgd(1e-4), 4));
            network.fit(batch);
            WeakReference<MultiLayerNetwork> forgotten = new WeakReference<>(network);
            network = null;
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                System.gc();
                return forgotten.get() == null;
            });
        }
    }

    private static long residentBytes() throws IOException {
        System.gc();
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
        return Long.parseLong(pages) * 4096;
    }
}
