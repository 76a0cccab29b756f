package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class ConcurrencyTest {
    private static final List<Supplier<MultiLayerNetwork>> NETWORKS = List.of(
            () -> Networks.cifarNet(new Adam(1e-3)),
            () -> Networks.vgg11(new Sgd(0.01), 8),
            () -> Networks.cifarNet(new Sgd(0.01)),
            () -> Networks.vgg11(new Adam(1e-3), 8));

    @Test
    void networksThatTrainAtTheSameTimeLearnWhatTheyLearnAlone() throws Exception {
        List<INDArray> alone = new ArrayList<>();
        for (int i = 0; i < NETWORKS.size(); i++) {
            alone.add(train(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(NETWORKS.size());
        try {
            List<Future<INDArray>> together = new ArrayList<>();
            for (int i = 0; i < NETWORKS.size(); i++) {
                int network = i;
                together.add(threads.submit(() -> train(network)));
            }
            for (int i = 0; i < NETWORKS.size(); i++) {
                assertThat(together.get(i).get()).as("network %d", i).isEqualTo(alone.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theThreadsOfForgottenNetworksEnd() throws Exception {
        long before = engineThreads();
        for (int i = 0; i < 3; i++) {
            Engine.accelerate(Networks.cifarNet(new Sgd(0.01))).fit(Data.batch(1, 64, 3, 32, 32));
        }
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (engineThreads() > before && Instant.now().isBefore(end)) {
            System.gc();
            Thread.sleep(50);
        }
        assertThat(engineThreads()).isLessThanOrEqualTo(before);
    }

    private static INDArray train(int index) {
        MultiLayerNetwork network = Engine.accelerate(NETWORKS.get(index).get());
        for (int step = 0; step < 6; step++) {
            DataSet batch = Data.batch(step, 32, 3, 32, 32);
            network.fit(batch);
        }
        assertThat(Engine.fallbacks(network)).isEmpty();
        return network.params().dup();
    }

    private static long engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dl4jlab-engine"))
                .count();
    }
}
