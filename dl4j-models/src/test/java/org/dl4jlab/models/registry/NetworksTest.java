package org.dl4jlab.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.summary.NetworkSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class NetworksTest {

    private static final int BATCH = 2;

    static Stream<NetworkDefinition> all() {
        return Networks.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void predictsProbabilitiesAndLearnsFromOneStep(NetworkDefinition definition) {
        // A small step, so that the loss must fall if the gradient is right, however steep the loss is.
        NetworkOptions options =
                definition.defaults().withUpdater(new Sgd(2e-4)).withDropout(0);
        if (definition.kind() == NetworkDefinition.Kind.GRAPH) {
            // Residual networks take any size; a quarter of the pixels saves most of this test's time.
            options = options.withInput(new InputShape(3, 16, 16));
        }
        NetworkSummary summary = definition.summary(options);
        DataSet batch = batch(definition, options.input());

        Model network = definition.configure(options).initialize();
        assertThat(network.numParams()).isEqualTo(summary.parameters() + summary.statistics());

        INDArray output;
        ToDoubleFunction<DataSet> trainingLoss;
        if (network instanceof MultiLayerNetwork layers) {
            assertThat(definition.kind()).isEqualTo(NetworkDefinition.Kind.SEQUENTIAL);
            output = layers.output(batch.getFeatures());
            trainingLoss = data -> layers.score(data, true);
        } else {
            assertThat(definition.kind()).isEqualTo(NetworkDefinition.Kind.GRAPH);
            output = ((ComputationGraph) network).outputSingle(batch.getFeatures());
            trainingLoss = data -> ((ComputationGraph) network).score(data, true);
        }
        assertThat(output.shape()).containsExactly(BATCH, 10);
        assertThat(output.minNumber().doubleValue()).isNotNegative();
        assertThat(output.sum(1).toDoubleVector()).containsExactly(new double[] {1, 1}, within(1e-5));

        double before = trainingLoss.applyAsDouble(batch);
        if (network instanceof MultiLayerNetwork layers) {
            layers.fit(batch);
        } else {
            ((ComputationGraph) network).fit(batch);
        }
        assertThat(trainingLoss.applyAsDouble(batch)).isLessThan(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void jsonHoldsTheWholeConfiguration(NetworkDefinition definition) {
        NetworkOptions options =
                definition.defaults().withSeed(42).withWeightDecay(5e-4).withDropout(0.25);
        NetworkConfiguration configuration = definition.configure(options);
        if (configuration instanceof NetworkConfiguration.Sequential layers) {
            MultiLayerConfiguration read =
                    MultiLayerConfiguration.fromJson(layers.configuration().toJson());
            assertThat(read).isEqualTo(layers.configuration());
            assertThat(read.getConf(0).getSeed()).isEqualTo(42);
        } else if (configuration instanceof NetworkConfiguration.Graph graph) {
            ComputationGraphConfiguration read =
                    ComputationGraphConfiguration.fromJson(graph.configuration().toJson());
            assertThat(read).isEqualTo(graph.configuration());
            assertThat(read.getDefaultConfiguration().getSeed()).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFoundByItsName(NetworkDefinition definition) {
        assertThat(definition.name()).matches("[a-z0-9-]+");
        assertThat(Networks.byName(definition.name())).isSameAs(definition);
        assertThat(definition.description()).endsWith(".").hasSizeBetween(40, 130);
    }

    @Test
    void suggestsTheNearestName() {
        assertThatThrownBy(() -> Networks.byName("ResNet-18"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'ResNet-18'")
                .hasMessageContaining("Did you mean 'resnet18'?")
                .hasMessageContaining("fc2layer, simple-cnn, cifar-net, cifar-net-improved, vgg11, vgg11-bn");
    }

    private static DataSet batch(NetworkDefinition definition, InputShape shape) {
        Nd4j.getRandom().setSeed(5);
        INDArray features = definition.input() == NetworkDefinition.Input.VECTOR
                ? Nd4j.randn(DataType.FLOAT, BATCH, shape.size())
                : Nd4j.randn(DataType.FLOAT, BATCH, shape.channels(), shape.height(), shape.width());
        INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, (3 * i) % 10, 1);
        }
        return new DataSet(features, labels);
    }
}
