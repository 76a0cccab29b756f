package org.dl4jlab.engine.differential;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers for sequences at random; without one-dimensional convolutions, where DL4J writes beyond its arrays. */
final class RandomSequences {
    private final Draw draw;
    private final RandomLayers layers;

    RandomSequences(Draw draw, RandomLayers layers) {
        this.draw = draw;
        this.layers = layers;
    }

    /** A layer from sequences to sequences of the same length. */
    Layer layer() {
        int width = draw.between(1, 8);
        return switch (draw.between(0, 6)) {
            case 0 -> recurrent(width);
            case 1 -> new GravesLSTM.Builder().nOut(width).build();
            case 2 -> new Bidirectional(draw.of(Bidirectional.Mode.values()), recurrent(width));
            case 3 -> new DenseLayer.Builder().nOut(width).build();
            default -> recurrent(width);
        };
    }

    private Layer recurrent(int width) {
        return draw.oneIn(3)
                ? new SimpleRnn.Builder()
                        .nOut(width)
                        .activation(Activation.TANH)
                        .build()
                : new LSTM.Builder().nOut(width).activation(Activation.TANH).build();
    }

    /** A layer from sequences to vectors. */
    Layer end() {
        return draw.oneIn(2) ? layers.globalPooling() : new LastTimeStep(recurrent(draw.between(1, 8)));
    }

    /** A classifier of every step. */
    List<Layer> output(int classes) {
        LossFunction loss = layers.loss();
        if (draw.oneIn(4)) {
            return List.of(
                    new LSTM.Builder().nOut(classes).activation(Activation.TANH).build(),
                    new RnnLossLayer.Builder(loss)
                            .activation(RandomLayers.activationFor(loss))
                            .build());
        }
        return List.of(new RnnOutputLayer.Builder(loss)
                .nOut(classes)
                .activation(RandomLayers.activationFor(loss))
                .build());
    }
}
