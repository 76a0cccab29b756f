package org.dl4jlab.experiments.space;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.TrainingSettings;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * How should the small convolutional network for digits be trained, and how wide should it be?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="sweep mnist-cnn"
 * </pre>
 *
 * Data: MNIST, one sixth of the training images held out. Network: {@code SimpleCnn}. Training: nine epochs of SGD.
 * Twenty candidates take about four minutes on two cores, and half of that with {@code --prune}.
 */
public final class MnistCnnSpace implements SearchSpace {

    private final ParameterSpace<Double> learningRate =
            new ContinuousParameterSpace(new LogUniformDistribution(0.001, 1));
    private final ParameterSpace<Double> momentum = new ContinuousParameterSpace(0, 0.95);
    private final ParameterSpace<Integer> featureMaps = new IntegerParameterSpace(2, 12);
    private final ParameterSpace<Integer> batch = new DiscreteParameterSpace<>(16, 32, 64, 128, 256);

    @Override
    public String name() {
        return "mnist-cnn";
    }

    @Override
    public String question() {
        return "How should the small convolutional network for digits be trained, and how wide should it be?";
    }

    @Override
    public DataSetSpec dataSet() {
        return DataSets.MNIST;
    }

    @Override
    public TrainingSettings settings() {
        return TrainingSettings.defaults().withEpochs(9).withValidationFraction(0.1666666666666666);
    }

    @Override
    public Map<String, ParameterSpace<?>> hyperparameters() {
        Map<String, ParameterSpace<?>> all = new LinkedHashMap<>();
        all.put("learningRate", learningRate);
        all.put("momentum", momentum);
        all.put("featureMaps", featureMaps);
        all.put("batch", batch);
        return all;
    }

    @Override
    public MultiLayerSpace network(NetworkOptions training) {
        return new MultiLayerSpace.Builder()
                .seed(training.seed())
                .updater(training.updater())
                .weightInit(training.initialization().weightInit())
                .activation(Activation.RELU)
                .addLayer(convolution())
                .layer(maxPool())
                .addLayer(convolution())
                .layer(maxPool())
                .addLayer(new DenseLayerSpace.Builder().nOut(50).build())
                .addLayer(new OutputLayerSpace.Builder()
                        .nOut(training.classes())
                        .activation(Activation.SOFTMAX)
                        .lossFunction(LossFunction.MCXENT)
                        .build())
                .setInputType(training.input().asImage())
                .build();
    }

    private ConvolutionLayerSpace convolution() {
        return new ConvolutionLayerSpace.Builder()
                .kernelSize(5, 5)
                .nOut(featureMaps)
                .build();
    }

    private static SubsamplingLayer maxPool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .build();
    }
}
