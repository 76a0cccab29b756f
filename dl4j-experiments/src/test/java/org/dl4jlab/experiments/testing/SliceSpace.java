package org.dl4jlab.experiments.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.experiments.settings.Settings;
import org.dl4jlab.experiments.sweep.space.SearchSpace;
import org.dl4jlab.experiments.training.OptimizerSettings;
import org.dl4jlab.experiments.training.TrainingSettings;
import org.dl4jlab.models.option.NetworkOptions;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A small search space on {@link MnistSlice}. */
public final class SliceSpace implements SearchSpace {

    private final ParameterSpace<Double> learningRate;
    private final ParameterSpace<Integer> hidden = new IntegerParameterSpace(4, 16);
    private final ParameterSpace<Integer> batch = new DiscreteParameterSpace<>(20, 50);

    public SliceSpace() {
        this(0.0001, 1);
    }

    /** Rates above about 1e6 make networks of this space diverge. */
    public SliceSpace(double lowestRate, double highestRate) {
        learningRate = new ContinuousParameterSpace(new LogUniformDistribution(lowestRate, highestRate));
    }

    @Override
    public String name() {
        return "slice";
    }

    @Override
    public String question() {
        return "Does it search?";
    }

    @Override
    public DataSetSpec dataSet() {
        return MnistSlice.spec();
    }

    @Override
    public TrainingSettings settings() {
        return Settings.override(
                TrainingSettings.of(4, 20).with(OptimizerSettings.sgd(0.01, 0.5)),
                Map.of("validationFraction", "0.25"));
    }

    @Override
    public Map<String, ParameterSpace<?>> hyperparameters() {
        Map<String, ParameterSpace<?>> all = new LinkedHashMap<>();
        all.put("learningRate", learningRate);
        all.put("hidden", hidden);
        all.put("batch", batch);
        return all;
    }

    @Override
    public MultiLayerSpace network(NetworkOptions training) {
        return new MultiLayerSpace.Builder()
                .seed(training.seed())
                .updater(training.updater())
                .weightInit(WeightInit.XAVIER)
                .addLayer(new DenseLayerSpace.Builder()
                        .nOut(hidden)
                        .activation(Activation.RELU)
                        .build())
                .addLayer(new OutputLayerSpace.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .lossFunction(LossFunction.MCXENT)
                        .build())
                .setInputType(training.input().asImage())
                .build();
    }
}
