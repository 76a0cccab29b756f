package org.dl4jlab.engine.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.support.Data;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Classes that a user derived from DL4J's may compute something else than those, and settings that DL4J does not apply. */
class DerivedClassesTest {
    private static final int INPUTS = 6;
    private static final int CLASSES = 4;

    /** Twice the hyperbolic tangent. */
    public static final class DoubledTanH extends ActivationTanH {
        private static final long serialVersionUID = 1;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return super.getActivation(in, training).muli(2);
        }
    }

    /** Softmax at half the temperature. */
    public static final class SharpSoftmax extends ActivationSoftmax {
        private static final long serialVersionUID = 1;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return super.getActivation(in.muli(2), training);
        }
    }

    @Test
    void aDerivedActivationIsLeftToDl4j() {
        assertAnswersAsDl4j("DoubledTanH", dense(new DoubledTanH()), output(new ActivationSoftmax()));
        assertAnswersAsDl4j("SharpSoftmax", dense(new ActivationTanH()), output(new SharpSoftmax()));
        assertAnswersAsDl4j(
                "DerivedClassesTest$1",
                dense(new ActivationTanH() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public INDArray getActivation(INDArray in, boolean training) {
                        return super.getActivation(in, training).muli(3);
                    }
                }),
                output(new ActivationSoftmax()));
    }

    /** @param named by the reason why it did not run on the engine */
    private static void assertAnswersAsDl4j(String named, Layer... layers) {
        INDArray features = Data.features(1, 5, INPUTS);
        MultiLayerNetwork engine = Engine.accelerate(network(layers));

        INDArray found = engine.output(features);

        assertThat(found.equalsWithEps(network(layers).output(features), 1e-6))
                .as("answers as DL4J does")
                .isTrue();
        assertThat(Engine.fallbacks(engine))
                .extracting(Unsupported::reason)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("activation", named);
    }

    /** The dropout of the whole network is copied into its LossLayer, whose input DL4J never drops. */
    @Test
    void aLossLayerDropsNoInput() {
        DataSet examples = new DataSet(Data.features(1, 8, INPUTS), Data.labels(1, 8, CLASSES));
        LossLayer loss = new LossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .dropOut(0.5)
                .build();
        DenseLayer dense = dense(CLASSES, Activation.IDENTITY.getActivationFunction());
        MultiLayerNetwork engine = Engine.accelerate(network(dense, loss));
        MultiLayerNetwork reference = network(dense, loss);

        for (int step = 0; step < 5; step++) {
            engine.fit(examples);
            reference.fit(examples);
        }

        assertThat(engine.params().equalsWithEps(reference.params(), 1e-5))
                .as("trained as DL4J trains it")
                .isTrue();
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    private static DenseLayer dense(IActivation activation) {
        return dense(7, activation);
    }

    private static DenseLayer dense(int units, IActivation activation) {
        return new DenseLayer.Builder().nOut(units).activation(activation).build();
    }

    private static OutputLayer output(IActivation activation) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(activation)
                .build();
    }

    private static MultiLayerNetwork network(Layer... layers) {
        NeuralNetConfiguration.Builder builder =
                new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.1));
        NeuralNetConfiguration.ListBuilder list = builder.list();
        List.of(layers).forEach(layer -> list.layer(layer.clone()));
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.feedForward(INPUTS)).build());
        network.init();
        return network;
    }
}
