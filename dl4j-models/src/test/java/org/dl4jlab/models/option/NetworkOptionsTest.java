package org.dl4jlab.models.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.initialization.NetworkInitializer;
import org.dl4jlab.models.network.Fc2Layer;
import org.dl4jlab.models.network.ImprovedCifarNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

class NetworkOptionsTest {

    private static final NetworkOptions CIFAR = NetworkOptions.of(InputShape.CIFAR, 10);

    @Test
    void dropoutIsTheProbabilityOfDropping() {
        MultiLayerConfiguration configuration =
                ImprovedCifarNet.configure(ImprovedCifarNet.Options.of(CIFAR.withDropout(0.2)));
        List<Double> kept = configuration.getConfs().stream()
                .map(conf -> conf.getLayer().getIDropout())
                .filter(Dropout.class::isInstance)
                .map(dropout -> ((Dropout) dropout).getP())
                .toList();
        assertThat(kept).containsExactly(0.8, 0.8);
        assertThat(ImprovedCifarNet.configure(ImprovedCifarNet.Options.of(CIFAR))
                        .getConfs())
                .allSatisfy(conf -> assertThat(conf.getLayer().getIDropout()).isNull());
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0", "0, 0.01"})
    void onlyWeightsAreDecayed(double l2, double weightDecay) {
        MultiLayerConfiguration configuration = ImprovedCifarNet.configure(
                ImprovedCifarNet.Options.of(CIFAR.withL2(l2).withWeightDecay(weightDecay)));
        Class<?> expected = l2 > 0 ? L2Regularization.class : WeightDecay.class;
        int weights = 0;
        for (NeuralNetConfiguration conf : configuration.getConfs()) {
            if (conf.getLayer() instanceof BatchNormalization norm) {
                for (String parameter : List.of("gamma", "beta", "mean", "log10stdev")) {
                    assertThat(norm.getRegularizationByParam(parameter)).isNullOrEmpty();
                }
            } else if (conf.getLayer() instanceof BaseLayer layer) {
                List<Regularization> onWeights = layer.getRegularizationByParam("W");
                if (!layer.initializer().weightKeys(layer).isEmpty()) {
                    weights++;
                    assertThat(onWeights).hasSize(1).hasOnlyElementsOfType(expected);
                }
                assertThat(layer.getRegularizationByParam("b")).isNullOrEmpty();
            }
        }
        assertThat(weights).isEqualTo(5);
    }

    // W <- W - rate * gradient - rate * decay * W, where the gradient stands for what Adam makes of it.
    @Test
    void weightDecayIsDecoupledFromTheUpdater() {
        double rate = 0.01;
        double decay = 0.1;
        NetworkOptions plain = NetworkOptions.of(new InputShape(1, 4, 4), 3).withUpdater(new Adam(rate));
        MultiLayerNetwork without = afterOneStep(plain);
        MultiLayerNetwork with = afterOneStep(plain.withWeightDecay(decay));
        Map<String, INDArray> start = NetworkInitializer.initialize(Fc2Layer.configure(Fc2Layer.Options.of(plain)))
                .paramTable();
        start.forEach((name, before) -> {
            INDArray shrunk = without.getParam(name).sub(with.getParam(name));
            INDArray expected = name.endsWith("W") ? before.mul(rate * decay) : before.mul(0);
            assertThat(shrunk.distance2(expected)).as(name).isCloseTo(0, within(1e-6));
        });
    }

    // W <- W - rate * (gradient + l2 * W): PyTorch's SGD(weight_decay = l2).
    @Test
    void l2IsAddedToTheGradient() {
        NetworkOptions plain = NetworkOptions.of(new InputShape(1, 4, 4), 3).withUpdater(new Sgd(0.5));
        MultiLayerNetwork without = afterOneStep(plain);
        MultiLayerNetwork with = afterOneStep(plain.withL2(0.04));
        Map<String, INDArray> start = NetworkInitializer.initialize(Fc2Layer.configure(Fc2Layer.Options.of(plain)))
                .paramTable();
        start.forEach((name, before) -> {
            INDArray shrunk = without.getParam(name).sub(with.getParam(name));
            INDArray expected = name.endsWith("W") ? before.mul(0.5 * 0.04) : before.mul(0);
            assertThat(shrunk.distance2(expected)).as(name).isCloseTo(0, within(1e-6));
        });
    }

    private static MultiLayerNetwork afterOneStep(NetworkOptions options) {
        MultiLayerNetwork network = NetworkInitializer.initialize(Fc2Layer.configure(Fc2Layer.Options.of(options)));
        INDArray features = Nd4j.linspace(DataType.FLOAT, -1, 0.0625, 32).reshape(2, 16);
        INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0, 0, 1}});
        network.fit(new DataSet(features, labels));
        return network;
    }

    @Test
    void laterChangesOfTheUpdaterDoNotReachTheOptions() {
        Sgd updater = new Sgd(0.1);
        NetworkOptions options = CIFAR.withUpdater(updater);
        updater.setLearningRate(7);
        ((Sgd) options.updater()).setLearningRate(8);
        IUpdater kept = options.updater();
        assertThat(kept).isEqualTo(new Sgd(0.1));
    }

    @Test
    void eachChangeLeavesTheRestAlone() {
        NetworkOptions changed = CIFAR.withInput(InputShape.MNIST)
                .withClasses(7)
                .withDropout(0.3)
                .withSeed(99)
                .withL2(0.5)
                .withUpdater(new Sgd(0.2));
        assertThat(changed)
                .isEqualTo(new NetworkOptions(
                        InputShape.MNIST,
                        7,
                        CIFAR.activation(),
                        0.3,
                        99,
                        new Sgd(0.2),
                        0.5,
                        0,
                        CIFAR.initialization()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void refusesADropoutThatIsNoProbability(double dropout) {
        assertThatThrownBy(() -> CIFAR.withDropout(dropout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dropout")
                .hasMessageContaining(String.valueOf(dropout));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-4, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesNegativeAndInfiniteDecay(double value) {
        assertThatThrownBy(() -> CIFAR.withL2(value)).hasMessageContaining("l2").hasMessageContaining("" + value);
        assertThatThrownBy(() -> CIFAR.withWeightDecay(value)).hasMessageContaining("weightDecay");
    }

    @Test
    void refusesTwoKindsOfDecayAtOnce() {
        assertThatThrownBy(() -> CIFAR.withL2(0.1).withWeightDecay(0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set one of them to 0");
    }

    @Test
    void refusesOneClassAndEmptyImages() {
        assertThatThrownBy(() -> CIFAR.withClasses(1)).hasMessageContaining("at least 2 classes, but got 1");
        assertThatThrownBy(() -> new InputShape(3, 0, 32)).hasMessageContaining("3x0x32");
    }
}
