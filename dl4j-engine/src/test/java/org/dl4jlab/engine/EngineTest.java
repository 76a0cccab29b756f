package org.dl4jlab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class EngineTest {
    @Test
    void acceleratingTwiceChangesNothing() {
        MultiLayerNetwork network = Engine.accelerate(Networks.fc2layer(new Sgd(0.1)));

        assertThat(Engine.isAccelerated(network)).isTrue();
        assertThat(Engine.accelerate(network)).isSameAs(network);
    }

    @Test
    void parametersAreSharedWithTheOriginal() {
        MultiLayerNetwork original = Networks.fc2layer(new Sgd(0.1));
        MultiLayerNetwork engine = Engine.accelerate(original);
        INDArray before = original.params().dup();

        engine.fit(Data.batch(1, 8, 784));

        assertThat(original.params()).isEqualTo(engine.params()).isNotEqualTo(before);
    }

    @Test
    void aLayerWithoutCompilerRunsOnDl4jAndIsReported() {
        MultiLayerNetwork dl4j = Networks.network(Networks.base()
                .list()
                .layer(Networks.convolution(4, 3))
                .layer(new SeparableConvolution2D.Builder(3, 3)
                        .nOut(4)
                        .name("separable")
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        DataSet batch = Data.batch(1, 5, 3, 8, 8);

        dl4j.fit(batch);
        engine.fit(batch);

        assertThat(engine.params()).isEqualTo(dl4j.params());
        assertThat(Engine.fallbacks(engine))
                .containsExactly(new Unsupported("separable", "layer type SeparableConvolution2D"));
    }

    @Test
    void anUpdaterWithoutRuleIsAppliedByDl4jAndReported() {
        MultiLayerNetwork dl4j = Networks.fc2layer(new RmsProp(0.01));
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        DataSet batch = Data.batch(1, 5, 784);

        dl4j.fit(batch);
        engine.fit(batch);

        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-5);
        assertThat(Engine.fallbacks(engine)).containsExactly(new Unsupported("network", "updater RmsProp"));
    }

    @Test
    void anActivationWithoutOneDnnFormIsReported() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(Activation.CUBE)
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(7))
                .build()));

        engine.output(Data.features(1, 3, 7));

        assertThat(Engine.fallbacks(engine)).hasSize(1);
        assertThat(Engine.fallbacks(engine).get(0).reason()).contains("cube");
    }

    @Test
    void theFormOfGeluThatNd4jComputesWrongIsReported() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(new ActivationGELU(true))
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(7))
                .build()));

        engine.output(Data.features(1, 3, 7));

        assertThat(Engine.fallbacks(engine))
                .extracting(Unsupported::reason)
                .containsExactly("activation function gelu(precise=true)");
    }
}
