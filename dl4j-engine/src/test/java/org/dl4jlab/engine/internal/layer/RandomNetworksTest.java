package org.dl4jlab.engine.internal.layer;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.nd4j.linalg.activations.Activation;

/**
 * Random valid networks against DL4J in double precision. Activation functions are smooth, so that
 * rounding cannot flip a derivative.
 */
class RandomNetworksTest {
    /** One convolution, what follows it, and the input. */
    record Choice(Convolution convolution, int pool, boolean average, boolean norm, int dense, int batch, int size) {}

    record Convolution(int channels, int maps, int kernel, int stride, int padding, boolean same, boolean bias) {}

    @Property(tries = 40)
    void gradientsEqualThoseInDoublePrecision(@ForAll("choices") Choice choice) {
        Convolution c = choice.convolution();
        NeuralNetConfiguration.ListBuilder list = Networks.base()
                .list()
                .layer(Networks.convolution(c.channels(), 1))
                .layer(new ConvolutionLayer.Builder(c.kernel(), c.kernel())
                        .stride(c.stride(), c.stride())
                        .padding(c.same() ? 0 : c.padding(), c.same() ? 0 : c.padding())
                        .convolutionMode(c.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                        .hasBias(c.bias())
                        .nOut(c.maps())
                        .activation(choice.norm() ? Activation.IDENTITY : Activation.TANH)
                        .build());
        if (choice.norm()) {
            list.layer(new BatchNormalization.Builder().build());
        }
        list.layer(new SubsamplingLayer.Builder(
                        choice.average() ? SubsamplingLayer.PoolingType.AVG : SubsamplingLayer.PoolingType.MAX)
                .kernelSize(choice.pool(), choice.pool())
                .stride(choice.pool(), choice.pool())
                .build());
        list.layer(new DenseLayer.Builder()
                .nOut(choice.dense())
                .activation(Activation.SIGMOID)
                .build());
        list.layer(Networks.output());
        list.setInputType(InputType.convolutional(choice.size(), choice.size() + 1, 3));
        Gradients.assertSameAsDouble(
                Networks.network(list.build()), Data.batch(11, choice.batch(), 3, choice.size(), choice.size() + 1));
    }

    @Provide
    Arbitrary<Choice> choices() {
        Arbitrary<Convolution> convolutions = Combinators.combine(
                        Arbitraries.integers().between(1, 33),
                        Arbitraries.integers().between(1, 33),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Convolution::new);
        return Combinators.combine(
                        convolutions,
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(2, 9),
                        Arbitraries.integers().between(6, 12))
                .as(Choice::new)
                .filter(choice ->
                        choice.convolution().padding() < choice.convolution().kernel())
                .filter(choice -> !hasVanishingGradient(choice));
    }

    /**
     * A normalisation undoes any scaling of what it reads. A convolution of one channel by one weight a map does nothing but
     * scale, so its true gradient is zero up to the normalisation's epsilon, and an error relative to it says nothing.
     */
    private static boolean hasVanishingGradient(Choice choice) {
        return choice.norm()
                && choice.convolution().channels() == 1
                && choice.convolution().kernel() == 1;
    }
}
