package org.dl4jlab.engine.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class SoftmaxCompilerTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void softmaxAndLossApartHaveTheGradientsOfDoublePrecision(boolean weighted) {
        INDArray weights = Nd4j.createFromArray(1f, 2f, 0.5f, 1f, 3f, 1f, 1f, 0.1f, 1f, 1f);
        Gradients.assertSameAsDouble(
                apart(weighted ? new LossMCXENT(weights) : new LossMCXENT()), Data.batch(2, 7, 12));
    }

    @Test
    void softmaxInsideANetworkHasTheGradientsOfDoublePrecision() {
        MultiLayerNetwork network = Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(9)
                        .activation(Activation.SOFTMAX)
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(12))
                .build());
        Gradients.assertSameAsDouble(network, Data.batch(2, 7, 12));
    }

    @Test
    void predictionsAreProbabilities() {
        DataSet batch = Data.batch(2, 7, 12);
        MultiLayerNetwork network = apart(new LossMCXENT());
        INDArray expected = network.convertDataType(DataType.DOUBLE)
                .output(batch.getFeatures().castTo(DataType.DOUBLE));
        MultiLayerNetwork engine = Engine.accelerate(network);
        assertThat(Gradients.relativeError(engine.output(batch.getFeatures()), expected))
                .isLessThan(1e-5);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    private static MultiLayerNetwork apart(LossMCXENT loss) {
        return Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(10)
                        .activation(Activation.TANH)
                        .build())
                .layer(new ActivationLayer(Activation.SOFTMAX))
                .layer(new LossLayer.Builder(loss).build())
                .setInputType(InputType.feedForward(12))
                .build());
    }
}
