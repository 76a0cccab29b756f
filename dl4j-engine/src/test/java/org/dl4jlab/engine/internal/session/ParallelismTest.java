package org.dl4jlab.engine.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

class ParallelismTest {

    private static final Parallelism ONE_THREAD = new Parallelism(1, false, true);

    @Test
    void largeNetworksShareTheLayersOfOnePictureToo() {
        MultiLayerNetwork vgg = Networks.vgg11(new Sgd(0.01), 1);
        assertThat(of(vgg, Data.features(1, 1, 3, 32, 32), 2)).isEqualTo(new Parallelism(2, false, true));
        assertThat(of(vgg, Data.features(1, 1, 3, 32, 32), 1)).isEqualTo(ONE_THREAD);
    }

    @Test
    void smallNetworksDivideTheBatchAndLeaveOnePictureToOneThread() {
        MultiLayerNetwork small = Networks.cifarNet(new Sgd(0.01));
        assertThat(of(small, Data.features(1, 1, 3, 32, 32), 2)).isEqualTo(ONE_THREAD);
        assertThat(of(small, Data.features(1, 64, 3, 32, 32), 2)).isEqualTo(new Parallelism(2, true, true));
    }

    /** Not in training, where the core is needed for the next batch. */
    @Test
    void theSmallestNetworksDividePredictionsThatFollowOneAnother() {
        MultiLayerNetwork smallest = Networks.fc2layer(new Sgd(0.01));
        assertThat(of(smallest, Data.features(1, 128, 784), 16)).isEqualTo(new Parallelism(2, true, false));
        assertThat(of(smallest, Data.features(1, 128, 784), 16, true)).isEqualTo(ONE_THREAD);
        assertThat(of(smallest, Data.features(1, 128, 784), 1)).isEqualTo(ONE_THREAD);
        assertThat(of(smallest, Data.features(1, 32, 784), 16)).isEqualTo(ONE_THREAD);
    }

    private static Parallelism of(MultiLayerNetwork network, INDArray features, int threads) {
        return of(network, features, threads, false);
    }

    private static Parallelism of(MultiLayerNetwork network, INDArray features, int threads, boolean training) {
        Shape input = Shape.ofBatch(features);
        PlanKey key = new PlanKey(input, (int) features.size(0), training, false);
        return Parallelism.of(GraphReader.read(network, input), key, threads);
    }
}
