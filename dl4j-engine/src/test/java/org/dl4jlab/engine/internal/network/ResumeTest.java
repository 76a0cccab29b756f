package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.dl4jlab.engine.updater.Momentum;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Training that is stopped, saved, loaded and continued is training that was never stopped, bit for bit. */
class ResumeTest {
    private static final int EPOCHS_BEFORE = 2;
    private static final int EPOCHS_AFTER = 2;

    static Stream<Named<UnaryOperator<NeuralNetConfiguration.Builder>>> settings() {
        ISchedule byIteration = new ExponentialSchedule(ScheduleType.ITERATION, 0.05, 0.9);
        ISchedule byEpoch = new StepSchedule(ScheduleType.EPOCH, 0.05, 0.5, 1);
        return Stream.of(
                Named.of("Sgd", b -> b.updater(new Sgd(0.05)).l1(1e-3)),
                Named.of("Sgd by epoch", b -> b.updater(new Sgd(byEpoch))),
                Named.of(
                        "Nesterovs by iteration",
                        b -> b.updater(new Nesterovs(byIteration, 0.9)).l2(1e-3)),
                Named.of("Momentum by epoch", b -> b.updater(new Momentum(byEpoch, 0.9))),
                Named.of("Adam", b -> b.updater(new Adam(1e-3))),
                Named.of("Adam by iteration", b -> b.updater(new Adam(byIteration))),
                Named.of("AdamW", b -> b.updater(new Adam(1e-3)).weightDecay(0.05)),
                Named.of(
                        "AdamW by epoch, clipped",
                        b -> b.updater(new Adam(byEpoch))
                                .weightDecay(0.05)
                                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                                .gradientNormalizationThreshold(0.05)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void continuedTrainingEqualsTrainingNotStopped(
            UnaryOperator<NeuralNetConfiguration.Builder> setting, @TempDir Path folder) throws Exception {
        MultiLayerNetwork whole = Engine.accelerate(network(setting));
        whole.fit(batches(), EPOCHS_BEFORE + EPOCHS_AFTER);

        MultiLayerNetwork first = Engine.accelerate(network(setting));
        first.fit(batches(), EPOCHS_BEFORE);
        File file = folder.resolve("network.zip").toFile();
        first.save(file);
        MultiLayerNetwork second = Engine.accelerate(MultiLayerNetwork.load(file, true));
        assertThat(second.getIterationCount()).isEqualTo(3 * EPOCHS_BEFORE);
        assertThat(second.getEpochCount()).isEqualTo(EPOCHS_BEFORE);
        second.fit(batches(), EPOCHS_AFTER);

        assertThat(Engine.fallbacks(second)).isEmpty();
        assertThat(second.params()).isEqualTo(whole.params());
        assertThat(second.updaterState()).isEqualTo(whole.updaterState());
        assertThat(second.getIterationCount()).isEqualTo(whole.getIterationCount());
        assertThat(second.getEpochCount()).isEqualTo(whole.getEpochCount());
    }

    /**
     * DL4J M2.1 puts a weight decay that is set for the whole network twice into its layers, and then decays twice; set
     * on a layer, it acts once. The engine does what the configuration says, as DL4J would.
     */
    @Test
    void weightDecayOfALayerActsOnceAndThatOfTheNetworkTwiceAsInDl4j() {
        double rate = 0.1;
        double decay = 0.02;
        MultiLayerNetwork without = Networks.network(oneLayer(Networks.base(new Sgd(rate)), 0));
        MultiLayerNetwork layer = Networks.network(oneLayer(Networks.base(new Sgd(rate)), decay));
        MultiLayerNetwork global =
                Networks.network(oneLayer(Networks.base(new Sgd(rate)).weightDecay(decay), 0));
        INDArray start = without.params().dup();
        INDArray initial = without.getParam("0_W").dup();
        for (MultiLayerNetwork network : List.of(without, layer, global)) {
            network.setParams(start.dup());
            Engine.accelerate(network).fit(Data.batch(1, 8, 6));
        }

        INDArray once = initial.mul(rate * decay);
        assertThat(Gradients.relativeError(without.getParam("0_W").sub(layer.getParam("0_W")), once))
                .isLessThan(1e-3);
        int entries = 2;
        assertThat(terms(global)).hasSize(entries);
        assertThat(Gradients.relativeError(without.getParam("0_W").sub(global.getParam("0_W")), once.mul(entries)))
                .isLessThan(1e-3);
        assertThat(terms(layer)).hasSize(1);
    }

    private static List<Regularization> terms(MultiLayerNetwork network) {
        return network.getLayer(0).conf().getLayer().getRegularizationByParam("W");
    }

    private static org.deeplearning4j.nn.conf.MultiLayerConfiguration oneLayer(
            NeuralNetConfiguration.Builder builder, double decay) {
        DenseLayer.Builder dense = new DenseLayer.Builder().nOut(5).activation(Activation.TANH);
        if (decay > 0) {
            dense.weightDecay(decay);
        }
        return builder.list()
                .layer(dense.build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(6))
                .build();
    }

    private static MultiLayerNetwork network(UnaryOperator<NeuralNetConfiguration.Builder> setting) {
        return Networks.network(setting.apply(Networks.base())
                .list()
                .layer(Networks.convolution(5, 3))
                .layer(new BatchNormalization.Builder().build())
                .layer(new DenseLayer.Builder()
                        .nOut(9)
                        .dropOut(0.8)
                        .activation(Activation.TANH)
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
    }

    private static ExistingDataSetIterator batches() {
        List<DataSet> batches = IntStream.range(0, 3)
                .mapToObj(i -> Data.batch(100 + i, 8, 3, 8, 8))
                .toList();
        return new ExistingDataSetIterator(batches);
    }
}
