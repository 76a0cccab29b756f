package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.internal.runtime.RuntimeSetup;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

class ThreadLimitTest {

    /** Gradients of pieces of a batch add up to other last bits than those of layers that threads share. */
    @Test
    void aSmallNetworkIsDividedAsItIsWithoutALimit() {
        int threads = RuntimeSetup.configure().threads();
        assumeTrue(threads > 1, "there is one core");

        float[] free = trained(EngineOptions.defaults());
        assertThat(trained(EngineOptions.defaults().withThreads(threads))).containsExactly(free);
        assertThat(trained(EngineOptions.defaults().withThreads(1))).isNotEqualTo(free);
    }

    private static float[] trained(EngineOptions options) {
        MultiLayerNetwork network = Engine.accelerate(Networks.simpleCnn(new Sgd(0.01)), options);
        DataSet batch = Data.batch(1, 64, 1, 28, 28);
        for (int step = 0; step < 5; step++) {
            network.fit(batch);
        }
        return network.params().data().asFloat();
    }
}
