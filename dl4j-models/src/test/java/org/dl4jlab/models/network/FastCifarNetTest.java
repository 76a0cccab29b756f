package org.dl4jlab.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jlab.models.initialization.NetworkInitializer;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class FastCifarNetTest {

    private static final NetworkOptions OPTIONS = Networks.FAST_CIFAR_NET
            .defaults()
            .withInput(new InputShape(3, 12, 12))
            .withUpdater(new Sgd(0.01))
            .withL2(0.1);

    private static FastCifarNet.Options small() {
        return FastCifarNet.Options.of(OPTIONS).withWidths(30, 32);
    }

    @Test
    void stepsChangeAllButTheWhiteningWeightsAndTheScalesOfBatchNorm() {
        ComputationGraph network = NetworkInitializer.initialize(FastCifarNet.configure(small()));
        Map<String, INDArray> before = network.paramTable().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().dup()));

        for (int step = 0; step < 3; step++) {
            network.fit(batch());
        }

        assertThat(network.paramTable()).allSatisfy((name, values) -> {
            boolean fixed = name.equals("whitening_W") || name.endsWith("_gamma");
            assertThat(values.equals(before.get(name))).as(name).isEqualTo(fixed);
        });
        assertThat(network.getParam("norm2-2_gamma").minNumber().doubleValue()).isEqualTo(1);
    }

    @Test
    void theBiasOfTheWhiteningLayerBeginsAtZero() {
        ComputationGraph network = NetworkInitializer.initialize(FastCifarNet.configure(small()));
        assertThat(network.getParam("whitening_b").toDoubleVector()).containsOnly(0);
        assertThat(network.getParam("whitening_W").norm2Number().doubleValue()).isPositive();
    }

    @Test
    void shiftsLearnAtAMultipleOfTheLearningRate() {
        FastCifarNet.Options options = small();
        ComputationGraph fast = NetworkInitializer.initialize(FastCifarNet.configure(options));
        ComputationGraph slow = NetworkInitializer.initialize(FastCifarNet.configure(
                new FastCifarNet.Options(options.network(), options.widths(), 1, options.featureScale())));

        fast.fit(batch());
        slow.fit(batch());

        INDArray ratio = fast.getParam("norm1-1_beta").div(slow.getParam("norm1-1_beta"));
        assertThat(ratio.minNumber().doubleValue()).isCloseTo(64, within(0.1));
        assertThat(ratio.maxNumber().doubleValue()).isCloseTo(64, within(0.1));
    }

    @Test
    void convolutionsBeginByPassingTheirInputOn() {
        ComputationGraph network = NetworkInitializer.initialize(FastCifarNet.configure(small()));

        INDArray weights = network.getParam("conv1-1_W");

        assertThat(weights.shape()).containsExactly(30, 24, 3, 3);
        for (int map = 0; map < 24; map++) {
            assertThat(weights.getDouble(map, map, 1, 1)).isEqualTo(1);
            assertThat(weights.slice(map).sumNumber().doubleValue()).isEqualTo(1);
            assertThat(weights.slice(map).norm2Number().doubleValue()).isEqualTo(1);
        }
        double bound = 1 / Math.sqrt(24 * 9);
        assertThat(weights.slice(27).amaxNumber().doubleValue()).isBetween(0.8 * bound, bound);
        assertThat(weights.slice(27).meanNumber().doubleValue()).isCloseTo(0, within(bound / 4));
    }

    @Test
    void survivesItsOwnJson() {
        ComputationGraphConfiguration configuration = FastCifarNet.configure(small());

        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(configuration.toJson());

        assertThat(NetworkInitializer.initialize(read).params())
                .isEqualTo(NetworkInitializer.initialize(configuration).params());
        ComputationGraph network = NetworkInitializer.initialize(read);
        network.fit(batch());
        assertThat(network.getParam("norm1-1_gamma").maxNumber().doubleValue()).isEqualTo(1);
    }

    @Test
    void refusesNoBlocksAndImagesThatVanish() {
        assertThatThrownBy(() -> new FastCifarNet.Options(OPTIONS, List.of(), 64, 1))
                .hasMessageContaining("at least one block");
        assertThatThrownBy(() -> FastCifarNet.Options.of(OPTIONS.withInput(new InputShape(3, 8, 8))))
                .hasMessageContaining("at least 9x9 pixels");
    }

    private static DataSet batch() {
        Nd4j.getRandom().setSeed(3);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 8, 10);
        for (int i = 0; i < 8; i++) {
            labels.putScalar(i, i, 1);
        }
        return new DataSet(Nd4j.randn(DataType.FLOAT, 8, 3, 12, 12), labels);
    }
}
