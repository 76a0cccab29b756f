package org.dl4jlab.experiments.space;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.dropout.DropoutSpace;
import org.deeplearning4j.arbiter.layers.ActivationLayerSpace;
import org.deeplearning4j.arbiter.layers.BatchNormalizationSpace;
import org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.math.MathOp;
import org.deeplearning4j.arbiter.optimize.parameter.math.Op;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.experiments.experiment.CifarNetImprovedExperiment;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.ScheduleSettings.Schedule;
import org.dl4jlab.training.TrainingSettings;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * How wide should the improved CIFAR network be, and how should it be trained and regularised?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="sweep cifar-net-improved --prune"
 * </pre>
 *
 * Data: 12,500 of CIFAR-10's training images, a fifth of them held out. Network: {@code ImprovedCifarNet}, whose four
 * convolutions have width, width, width and twice the width. Training: nine epochs of Adam.
 */
public final class CifarNetImprovedSpace implements SearchSpace {

    private final ParameterSpace<Double> learningRate =
            new ContinuousParameterSpace(new LogUniformDistribution(0.0005, 0.05));
    private final ParameterSpace<Double> dropout = new ContinuousParameterSpace(0.01, 0.4);
    private final ParameterSpace<Integer> width = new IntegerParameterSpace(12, 48);
    private final ParameterSpace<Double> weightDecay =
            new ContinuousParameterSpace(new LogUniformDistribution(1e-6, 1e-2));
    private final ParameterSpace<Schedule> schedule =
            new DiscreteParameterSpace<>(Schedule.CONSTANT, Schedule.COSINE, Schedule.ONE_CYCLE);

    @Override
    public String name() {
        return "cifar-net-improved";
    }

    @Override
    public String question() {
        return "How wide should the improved CIFAR network be, and how should it be trained and regularised?";
    }

    @Override
    public DataSetSpec dataSet() {
        return DataSets.CIFAR10;
    }

    @Override
    public TrainingSettings settings() {
        return CifarNetImprovedExperiment.EXPERIMENT
                .settings()
                .withEpochs(9)
                .withTrainImages(12500)
                .withValidationFraction(0.2);
    }

    @Override
    public Map<String, ParameterSpace<?>> hyperparameters() {
        Map<String, ParameterSpace<?>> all = new LinkedHashMap<>();
        all.put("learningRate", learningRate);
        all.put("dropout", dropout);
        all.put("width", width);
        all.put("weightDecay", weightDecay);
        all.put("schedule", schedule);
        return all;
    }

    @Override
    public MultiLayerSpace network(NetworkOptions training) {
        MultiLayerSpace.Builder layers = new MultiLayerSpace.Builder()
                .seed(training.seed())
                .updater(training.updater())
                .weightInit(training.initialization().weightInit());
        convolution(layers, training, width, false);
        convolution(layers, training, width, false);
        layers.layer(maxPool());
        convolution(layers, training, width, true);
        convolution(layers, training, new MathOp<>(width, Op.MUL, 2), false);
        return layers.layer(maxPool())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .addLayer(new OutputLayerSpace.Builder()
                        .nOut(training.classes())
                        .activation(Activation.SOFTMAX)
                        .lossFunction(LossFunction.MCXENT)
                        .iDropOut(keeping())
                        .l2(training.l2())
                        .build())
                .setInputType(training.input().asImage())
                .build();
    }

    private void convolution(
            MultiLayerSpace.Builder layers, NetworkOptions training, ParameterSpace<Integer> maps, boolean drops) {
        ConvolutionLayerSpace.Builder convolution = new ConvolutionLayerSpace.Builder()
                .kernelSize(3, 3)
                .padding(1, 1)
                .hasBias(false)
                .nOut(maps)
                .activation(Activation.IDENTITY)
                .l2(training.l2());
        if (drops) {
            convolution.iDropOut(keeping());
        }
        layers.addLayer(convolution.build())
                .addLayer(new BatchNormalizationSpace.Builder().build())
                .addLayer(new ActivationLayerSpace.Builder()
                        .activation(Activation.LEAKYRELU)
                        .build());
    }

    /** DL4J wants the probability of keeping a unit. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a space of Dropout is wanted as one of IDropout
    private ParameterSpace<org.deeplearning4j.nn.conf.dropout.IDropout> keeping() {
        ParameterSpace space = new DropoutSpace(new MathOp<>(new MathOp<>(dropout, Op.MUL, -1.0), Op.ADD, 1.0));
        return space;
    }

    private static SubsamplingLayer maxPool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .build();
    }
}
