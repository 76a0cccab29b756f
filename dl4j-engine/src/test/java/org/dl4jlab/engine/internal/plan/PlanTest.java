package org.dl4jlab.engine.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.layer.LayerCompilers;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class PlanTest {
    private final MultiLayerNetwork network = Networks.simpleCnn(new Sgd(0.01));
    private final INDArray features = Data.features(1, 512, 1, 28, 28);

    @Test
    void twoThreadsInOnePlanAreTold() throws Exception {
        try (Plan plan = plan()) {
            long output = Nd4j.create(512, 10).data().address();
            plan.prepare();
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread other = new Thread(() -> {
                started.countDown();
                runUntilRefused(plan, output, failure);
            });
            other.start();
            started.await();
            runUntilRefused(plan, output, failure);
            other.join();
            assertThat(failure.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("give each thread its own network");
        }
    }

    private void runUntilRefused(Plan plan, long output, AtomicReference<Throwable> failure) {
        for (int i = 0; i < 2000 && failure.get() == null; i++) {
            try {
                plan.infer(features.data().address(), output);
            } catch (IllegalStateException e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    @Test
    void aClosedPlanRefusesToRun() {
        Plan plan = plan();
        plan.close();

        assertThatThrownBy(plan::prepare)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void memoryIsReusedBetweenTensorsThatAreNotAliveTogether() {
        try (Plan inference = plan()) {
            // The first convolution's output alone, of 6 maps of 24 x 24, takes 7 MB.
            assertThat(inference.bytes()).isLessThan(12L << 20);
        }
    }

    private Plan plan() {
        return LayerCompilers.compile(
                GraphReader.read(network, Shape.ofBatch(features)),
                new FlatArrays(network.params().data().address(), 0),
                new PlanOptions(512, false, false, 1, 1));
    }
}
