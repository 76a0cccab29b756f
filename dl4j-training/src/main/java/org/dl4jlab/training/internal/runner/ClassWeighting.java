package org.dl4jlab.training.internal.runner;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.training.InvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Weighs classes in a network's cross-entropy, so that rare ones count as much as frequent ones. */
final class ClassWeighting {

    private ClassWeighting() {}

    /**
     * {@code n / (classes * n of the class)} for each class that has images, 1 for the others: over the training images the
     * weights have a mean of 1.
     */
    static float[] balanced(int[] counts) {
        long images = Arrays.stream(counts).asLongStream().sum();
        long classes = Arrays.stream(counts).filter(n -> n > 0).count();
        float[] weights = new float[counts.length];
        for (int c = 0; c < weights.length; c++) {
            weights[c] = counts[c] == 0 ? 1 : (float) ((double) images / (classes * counts[c]));
        }
        return weights;
    }

    /**
     * Puts weights into the loss of a configuration.
     *
     * @throws InvalidInputException if the network does not end in a softmax cross-entropy
     */
    static void apply(NetworkConfiguration configuration, ImageView train) {
        Layer output = output(configuration);
        INDArray weights = Nd4j.createFromArray(balanced(train.countByClass()));
        if (output instanceof BaseOutputLayer layer) {
            layer.setLossFn(weighted(layer.getLossFn(), weights));
        } else if (output instanceof LossLayer layer) {
            layer.setLossFn(weighted(layer.getLossFn(), weights));
        } else {
            throw refused(output);
        }
    }

    private static Layer output(NetworkConfiguration configuration) {
        if (configuration instanceof NetworkConfiguration.Sequential layers) {
            int last = layers.configuration().getConfs().size() - 1;
            return layers.configuration().getConf(last).getLayer();
        }
        ComputationGraphConfiguration graph = ((NetworkConfiguration.Graph) configuration).configuration();
        GraphVertex vertex = graph.getVertices().get(graph.getNetworkOutputs().get(0));
        return ((LayerVertex) vertex).getLayerConf().getLayer();
    }

    private static ILossFunction weighted(ILossFunction loss, INDArray weights) {
        if (loss.getClass() == LossNegativeLogLikelihood.class) {
            return new LossNegativeLogLikelihood(weights);
        }
        if (loss.getClass() == LossMCXENT.class) {
            return new LossMCXENT(((LossMCXENT) loss).getSoftmaxClipEps(), weights);
        }
        throw refused(loss);
    }

    private static InvalidInputException refused(Object end) {
        return new InvalidInputException(
                "classWeights=balanced needs a network that ends in a softmax cross-entropy, but" + " this one ends in "
                        + end + ".");
    }
}
