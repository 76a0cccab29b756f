package org.dl4jlab.models.initialization;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.weights.WeightInitUniform;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes a network with its initial parameters from a configuration.
 *
 * <p>DL4J's {@code init()} draws the weights; its biases can only be a constant. Where a layer's weights follow
 * {@link Initialization#PYTORCH} (DL4J's {@link WeightInitUniform}), its biases are drawn here, uniform in
 * ±1/sqrt(fan_in), from the configuration's seed. No class of ours is needed in the configuration for that, so its
 * JSON and a saved model load anywhere (where the chosen updater is known); loading never draws anything.
 */
public final class NetworkInitializer {

    // Keeps the biases' stream apart from other users of the same seed.
    private static final long BIAS_STREAM = 0x62696173L;

    private NetworkInitializer() {}

    /**
     * Makes a network whose parameters depend on the configuration (which holds the seed) alone.
     *
     * @param configuration the network
     * @return a new, initialised network
     */
    public static MultiLayerNetwork initialize(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        drawBiases(network.getLayers(), configuration.getConf(0).getSeed());
        return network;
    }

    /**
     * Makes a network whose parameters depend on the configuration (which holds the seed) alone.
     *
     * @param configuration the network
     * @return a new, initialised network
     */
    public static ComputationGraph initialize(ComputationGraphConfiguration configuration) {
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        drawBiases(network.getLayers(), configuration.getDefaultConfiguration().getSeed());
        return network;
    }

    private static void drawBiases(Layer[] layers, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ BIAS_STREAM);
        for (Layer layer : layers) {
            if (layer.conf().getLayer() instanceof FeedForwardLayer configuration
                    && followsPyTorch(configuration)
                    && layer.paramTable().containsKey(DefaultParamInitializer.BIAS_KEY)) {
                INDArray bias = layer.getParam(DefaultParamInitializer.BIAS_KEY);
                double bound = 1 / Math.sqrt(fanIn(configuration));
                double[] values = random.doubles(bias.length(), -bound, bound).toArray();
                bias.assign(Nd4j.createFromArray(values).castTo(bias.dataType()).reshape(bias.shape()));
            }
        }
    }

    /** A layer that says itself where its biases begin keeps them there. */
    private static boolean followsPyTorch(BaseLayer layer) {
        return layer.getWeightInitFn() instanceof WeightInitUniform && layer.getBiasInit() == 0;
    }

    private static long fanIn(FeedForwardLayer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            int[] kernel = convolution.getKernelSize();
            return layer.getNIn() * kernel[0] * kernel[1];
        }
        return layer.getNIn();
    }
}
