package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.dl4jlab.engine.updater.Momentum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class AcceleratedMultiLayerNetworkTest {
    private static final int BATCH = 16;

    static Stream<IUpdater> updaters() {
        return Stream.of(
                new Sgd(0.1), new Nesterovs(0.05, 0.9), new Momentum(0.05, 0.9), new Adam(1e-3), new RmsProp(1e-3));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void fiveStepsEqualDl4js(IUpdater updater) {
        MultiLayerNetwork dl4j = Networks.fc2layer(updater);
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());

        dl4j.fit(iterator());
        engine.fit(iterator());

        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-4);
        assertThat(engine.getIterationCount()).isEqualTo(5);
        assertThat(engine.getEpochCount()).isEqualTo(1);
        assertThat(engine.score()).isCloseTo(dl4j.score(), org.assertj.core.data.Offset.offset(1e-4));
        if (dl4j.updaterState() != null) {
            assertThat(Gradients.relativeError(engine.updaterState(), dl4j.updaterState()))
                    .isLessThan(1e-4);
        }
    }

    @Test
    void predictionsEqualDl4js() {
        MultiLayerNetwork dl4j = Networks.fc2layer(new Sgd(0.1));
        MultiLayerNetwork engine = Engine.accelerate(dl4j);
        INDArray features = Data.features(3, 33, 784);

        assertThat(Gradients.relativeError(engine.output(features), dl4j.output(features)))
                .isLessThan(1e-5);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void trainingContinuedFromAFileEqualsTrainingNotStopped(@TempDir Path folder) throws Exception {
        MultiLayerNetwork whole = Engine.accelerate(Networks.fc2layer(new Adam(1e-3)));
        MultiLayerNetwork first = Engine.accelerate(Networks.fc2layer(new Adam(1e-3)));
        first.fit(iterator());
        File file = folder.resolve("network.zip").toFile();
        first.save(file);
        MultiLayerNetwork second = Engine.accelerate(MultiLayerNetwork.load(file, true));
        second.fit(iterator());
        whole.fit(iterator());
        whole.fit(iterator());

        assertThat(second.params()).isEqualTo(whole.params());
        assertThat(second.updaterState()).isEqualTo(whole.updaterState());
    }

    /** DL4J's line searches see the gradients of its own layers. */
    @Test
    void lineSearchesAreDl4js() {
        MultiLayerNetwork dl4j = Networks.network(Networks.base()
                .optimizationAlgo(OptimizationAlgorithm.LBFGS)
                .maxNumLineSearchIterations(3)
                .list()
                .layer(Networks.convolution(4, 3))
                .layer(Networks.output())
                .setInputType(InputType.convolutional(6, 6, 3))
                .build());
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        DataSet batch = Data.batch(4, 5, 3, 6, 6);

        dl4j.fit(batch);
        engine.fit(batch);

        assertThat(engine.score()).isEqualTo(dl4j.score());
        assertThat(engine.params()).isEqualTo(dl4j.params());
        assertThat(Engine.fallbacks(engine)).contains(new Unsupported("network", "optimization algorithm LBFGS"));
    }

    private static ExistingDataSetIterator iterator() {
        List<DataSet> batches = IntStream.range(0, 5)
                .mapToObj(i -> Data.batch(100 + i, BATCH, 784))
                .toList();
        return new ExistingDataSetIterator(batches);
    }
}
