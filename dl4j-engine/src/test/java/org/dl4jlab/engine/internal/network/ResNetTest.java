package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.models.initialization.NetworkInitializer;
import org.dl4jlab.models.network.ResNet;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * The residual networks that the lab trains.
 *
 * <p>Gradients are compared with tanh in ReLU's place: among a million values some lie within rounding of
 * ReLU's kink, where single and double precision take different sides, and one of them moves a gradient
 * by 1e-3. The steps with ReLU are those of the smaller networks' tests.
 */
class ResNetTest {
    private static final NetworkOptions OPTIONS = NetworkOptions.of(InputShape.CIFAR, 10)
            .withUpdater(new Nesterovs(0.01, 0.9))
            .withL2(5e-4);

    enum Depth {
        RESNET_20,
        RESNET_18;

        ComputationGraph network(NetworkOptions options) {
            ResNet.Options choice =
                    this == RESNET_20 ? ResNet.Options.resNet20(options) : ResNet.Options.resNet18(options);
            ComputationGraphConfiguration configuration = ResNet.configure(choice);
            return NetworkInitializer.initialize(configuration);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsEqualThoseInDoublePrecision(Depth depth) {
        ComputationGraph network = depth.network(OPTIONS.withActivation(Activation.TANH));
        Gradients.assertSameAsDouble(network, batch(1));
    }

    @ParameterizedTest
    @EnumSource
    void predictionsEqualDl4js(Depth depth) {
        ComputationGraph dl4j = depth.network(OPTIONS);
        ComputationGraph engine = Engine.accelerate(dl4j);
        engine.fit(batch(1)); // running statistics that are not those of the start
        INDArray features = batch(2).getFeatures();

        assertThat(Gradients.relativeError(engine.outputSingle(features), dl4j.outputSingle(features)))
                .isLessThan(1e-4);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aStepWithReluEqualsDl4jsInLoss(Depth depth) {
        ComputationGraph dl4j = depth.network(OPTIONS);
        ComputationGraph engine = Engine.accelerate(dl4j.clone());
        for (int step = 0; step < 2; step++) {
            dl4j.fit(batch(step));
            engine.fit(batch(step));
            assertThat(engine.score()).isCloseTo(dl4j.score(), Offset.offset(1e-3));
        }
    }

    @Test
    void trainingContinuedFromAFileEqualsTrainingNotStopped(@TempDir Path folder) throws Exception {
        ComputationGraph whole = Engine.accelerate(Depth.RESNET_20.network(OPTIONS));
        ComputationGraph first = Engine.accelerate(Depth.RESNET_20.network(OPTIONS));
        first.fit(batch(1));
        File file = folder.resolve("resnet.zip").toFile();
        first.save(file);
        ComputationGraph second = Engine.accelerate(ComputationGraph.load(file, true));
        second.fit(batch(2));
        whole.fit(batch(1));
        whole.fit(batch(2));

        assertThat(second.params()).isEqualTo(whole.params());
        assertThat(second.updaterState()).isEqualTo(whole.updaterState());
    }

    private static DataSet batch(long seed) {
        return Data.batch(seed, 4, 3, 32, 32);
    }
}
