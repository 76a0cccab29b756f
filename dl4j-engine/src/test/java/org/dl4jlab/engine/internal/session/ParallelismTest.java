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

    private static final Parallelism ONE_THREAD = new Parallelism(1, false);

    @Test
    void largeNetworksShareTheLayersOfOnePictureToo() {
        MultiLayerNetwork vgg = Networks.vgg11(new Sgd(0.01), 1);
        assertThat(of(vgg, Data.features(1, 1, 3, 32, 32), 2)).isEqualTo(new Parallelism(2, false));
        assertThat(of(vgg, Data.features(1, 1, 3, 32, 32), 1)).isEqualTo(ONE_THREAD);
    }

    @Test
    void smallNetworksDivideTheBatchAndLeaveOnePictureToOneThread() {
        MultiLayerNetwork small = Networks.cifarNet(new Sgd(0.01));
        assertThat(of(small, Data.features(1, 1, 3, 32, 32), 2)).isEqualTo(ONE_THREAD);
        assertThat(of(small, Data.features(1, 64, 3, 32, 32), 2)).isEqualTo(new Parallelism(2, true));
    }

    private static Parallelism of(MultiLayerNetwork network, INDArray features, int threads) {
        Shape input = Shape.ofBatch(features);
        return Parallelism.of(
                GraphReader.read(network, input), new PlanKey(input, (int) features.size(0), false, false), threads);
    }
}
