package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.NativeRuntime;
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
    void theThreadsOfForgottenNetworksEnd() {
        assumeTrue(NativeRuntime.threads() > 1, "one core alone");
        Set<Thread> begun = threadsOfThreeNetworks();
        assertThat(begun).isNotEmpty();

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            System.gc();
            return begun.stream().noneMatch(Thread::isAlive);
        });
    }

    /** Not those of other tests, whose networks may be forgotten at any moment. */
    private static Set<Thread> threadsOfThreeNetworks() {
        Set<Thread> others = engineThreads();
        List<MultiLayerNetwork> networks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MultiLayerNetwork network = Engine.accelerate(Networks.cifarNet(new Sgd(0.01)));
            network.fit(Data.batch(1, 64, 3, 32, 32));
            networks.add(network);
        }
        Set<Thread> threads = engineThreads();
        threads.removeAll(others);
        Reference.reachabilityFence(networks);
        return threads;
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

    private static Set<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dl4jlab-engine"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
