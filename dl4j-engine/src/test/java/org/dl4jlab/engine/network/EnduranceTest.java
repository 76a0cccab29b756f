package org.dl4jlab.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    @Tag("full")
    void aMillionStepsOfASmallNetworkDoNotGrowMemory() throws IOException {
        MultiLayerNetwork engine = Engine.accelerate(Networks.fc2layer(new Sgd(1e-4)));
        DataSet batch = Data.batch(1, 64, 784);
        for (int i = 0; i < 100_000; i++) {
            engine.fit(batch);
        }
        long before = residentBytes();
        for (int i = 0; i < 1_000_000; i++) {
            engine.fit(batch);
        }
        assertThat(residentBytes() - before).isLessThan(ALLOWED_GROWTH);
    }

    @Test
    @Tag("full")
    void plansOfForgottenNetworksAreFreed() throws Exception {
        DataSet batch = Data.batch(1, 64, 3, 32, 32);
        for (int i = 0; i < 20; i++) {
            Engine.accelerate(Networks.vgg11(new Sgd(1e-4), 4)).fit(batch);
            System.gc();
            Thread.sleep(50);
        }
        long before = residentBytes();
        for (int i = 0; i < 100; i++) {
            Engine.accelerate(Networks.vgg11(new Sgd(1e-4), 4)).fit(batch);
            System.gc();
            Thread.sleep(50);
        }
        assertThat(residentBytes() - before).isLessThan(4 * ALLOWED_GROWTH);
    }

    private static long residentBytes() throws IOException {
        System.gc();
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
        return Long.parseLong(pages) * 4096;
    }
}
