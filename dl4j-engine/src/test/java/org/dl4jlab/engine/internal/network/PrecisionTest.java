package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.layer.convolution.Bfloat16;
import org.dl4jlab.engine.internal.onednn.InstructionSet;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class PrecisionTest {
    @Test
    void whereItIsNoFasterItIsRefusedInOneSentence() {
        Assumptions.assumeTrue(OneDnn.isAvailable());
        EngineOptions options = EngineOptions.defaults().withPrecision(Precision.BFLOAT16);

        for (MultiLayerNetwork network : List.of(
                Networks.fc2layer(new Sgd(0.01)),
                Networks.simpleCnn(new Sgd(0.01)),
                Networks.cifarNet(new Sgd(0.01)))) {
            assertThatThrownBy(() -> Engine.accelerate(network, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bfloat16")
                    .hasMessageEndingWith(": use float32.");
            assertThat(Engine.refusal(network, EngineOptions.defaults())).isEmpty();
        }
    }

    @Test
    void aCpuWithoutFastInstructionsForItRefusesEveryNetwork() {
        Assumptions.assumeTrue(OneDnn.isAvailable());
        InstructionSet avx2 = new InstructionSet(false, InstructionSet.Vectors.NONE, descriptor -> "jit:avx2");
        InstructionSet hiddenAmx =
                new InstructionSet(true, InstructionSet.Vectors.SLOW, descriptor -> "brgconv:avx512_core_bf16");
        InstructionSet zen =
                new InstructionSet(true, InstructionSet.Vectors.FAST, descriptor -> "brgconv:avx512_core_bf16");

        assertThat(Bfloat16.refusal(avx2))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("neither AVX512_BF16 nor AMX")
                        .endsWith(": use float32."));
        assertThat(Bfloat16.refusal(hiddenAmx))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("only with AMX").endsWith(": use float32."));
        assertThat(Bfloat16.refusal(zen)).isEmpty();
    }

    /** With AMX, code that multiplies vectors is slower than single precision: only tiles count. */
    @Test
    void aCpuWithAmxRefusesWhatItHasNoCodeForTilesFor() {
        Assumptions.assumeTrue(InstructionSet.ofThisCpu().bfloat16Vectors() != InstructionSet.Vectors.NONE);
        int[] asked = {0};
        InstructionSet cpu = new InstructionSet(
                true,
                InstructionSet.Vectors.SLOW,
                descriptor -> asked[0]++ == 0 ? "brgconv:avx10_1_512_amx" : "jit_bf16:avx512_core_bf16");

        assertThat(Bfloat16.refusal(
                        Stream.of(new ConvolutionLayer.Builder(3, 3)
                                .nIn(64)
                                .nOut(64)
                                .build()),
                        cpu))
                .isPresent();
        assertThat(Bfloat16.refusal(
                        Stream.of(new ConvolutionLayer.Builder(3, 3)
                                .nIn(64)
                                .nOut(64)
                                .build()),
                        new InstructionSet(true, InstructionSet.Vectors.SLOW, descriptor -> "brgconv:avx10_1_512_amx")))
                .isEmpty();
    }

    /** 8 significant bits are 0.4 % at most; in a network of eight convolutions the errors add up. */
    @Test
    void bfloat16ComputesNearlyTheSameGradientsAndPredictions() {
        Assumptions.assumeTrue(Engine.refusal(Precision.BFLOAT16).isEmpty());
        MultiLayerNetwork network = Networks.vgg11(new Sgd(0.01), 4, Networks.Kinks.NONE);
        DataSet batch = Data.batch(1, 16, 3, 32, 32);
        MultiLayerNetwork half =
                new AcceleratedMultiLayerNetwork(network.clone(), new EngineOptions(0, Precision.BFLOAT16));
        MultiLayerNetwork full = new AcceleratedMultiLayerNetwork(network, new EngineOptions(0, Precision.FLOAT));

        INDArray before = full.params().dup();
        full.fit(batch);
        half.fit(batch);
        INDArray step = full.params().sub(before);
        INDArray difference = half.params().sub(full.params());

        double relative =
                difference.norm2Number().doubleValue() / step.norm2Number().doubleValue();
        assertThat(relative).isBetween(1e-5, 0.05);
        assertThat(Gradients.relativeError(half.output(batch.getFeatures()), full.output(batch.getFeatures())))
                .isBetween(1e-6, 0.05);
    }

    @Test
    void aNetworkLearnsInBfloat16() {
        Assumptions.assumeTrue(Engine.refusal(Precision.BFLOAT16).isEmpty());
        MultiLayerNetwork network = new AcceleratedMultiLayerNetwork(
                Networks.vgg11(new Nesterovs(0.02, 0.9), 4), new EngineOptions(0, Precision.BFLOAT16));
        DataSet batch = Data.batch(1, 32, 3, 32, 32);

        network.fit(batch);
        double first = network.score();
        for (int step = 0; step < 20; step++) {
            network.fit(batch);
        }

        assertThat(network.score()).isLessThan(first / 4);
    }
}
