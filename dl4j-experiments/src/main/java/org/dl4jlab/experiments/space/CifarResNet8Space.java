package org.dl4jlab.experiments.space;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
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
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * How wide should a small residual network be, and how should it be trained?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="sweep cifar-resnet8 --prune"
 * </pre>
 *
 * Data: 12,500 of CIFAR-10's training images, a fifth of them held out. Network: a residual network (He et al., 2016) of
 * one basic block in each of three stages, eight layers deep, with projection shortcuts. Training: nine epochs of SGD with
 * Nesterov's momentum along half a cosine.
 */
public final class CifarResNet8Space implements SearchSpace {

    private final ParameterSpace<Double> learningRate =
            new ContinuousParameterSpace(new LogUniformDistribution(0.01, 1));
    private final ParameterSpace<Double> weightDecay =
            new ContinuousParameterSpace(new LogUniformDistribution(1e-5, 1e-2));
    private final ParameterSpace<Integer> width = new IntegerParameterSpace(8, 24);
    private final ParameterSpace<Integer> batch = new DiscreteParameterSpace<>(32, 64, 128);

    @Override
    public String name() {
        return "cifar-resnet8";
    }

    @Override
    public String question() {
        return "How wide should a small residual network be, and how should it be trained?";
    }

    @Override
    public DataSetSpec dataSet() {
        return DataSets.CIFAR10;
    }

    @Override
    public TrainingSettings settings() {
        return TrainingSettings.of(9, 64)
                .with(OptimizerSettings.nesterov(0.1, 0.9, 5e-4))
                .with(ScheduleSettings.cosine(0.5))
                .with(AugmentationSettings.cropAndFlip())
                .withTrainImages(12500)
                .withValidationFraction(0.2);
    }

    @Override
    public Map<String, ParameterSpace<?>> hyperparameters() {
        Map<String, ParameterSpace<?>> all = new LinkedHashMap<>();
        all.put("learningRate", learningRate);
        all.put("weightDecay", weightDecay);
        all.put("width", width);
        all.put("batch", batch);
        return all;
    }

    @Override
    public ComputationGraphSpace network(NetworkOptions training) {
        ComputationGraphSpace.Builder graph = new ComputationGraphSpace.Builder()
                .seed(training.seed())
                .updater(training.updater())
                .weightInit(training.initialization().weightInit())
                .addInputs("input");
        convolution(graph, training, "stem", 3, 1, width, "input");
        activation(graph, "stem-act", "stem-bn");
        String last = block(graph, training, "stage1", width, 1, "stem-act");
        last = block(graph, training, "stage2", new MathOp<>(width, Op.MUL, 2), 2, last);
        last = block(graph, training, "stage3", new MathOp<>(width, Op.MUL, 4), 2, last);
        return graph.layer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last)
                .addLayer(
                        "output",
                        new OutputLayerSpace.Builder()
                                .nOut(training.classes())
                                .activation(Activation.SOFTMAX)
                                .lossFunction(LossFunction.MCXENT)
                                .l2(training.l2())
                                .build(),
                        "pool")
                .setOutputs("output")
                .setInputTypes(training.input().asImage())
                .build();
    }

    /** Adds a basic block and returns the name of its last vertex. */
    private static String block(
            ComputationGraphSpace.Builder graph,
            NetworkOptions training,
            String name,
            ParameterSpace<Integer> maps,
            int stride,
            String input) {
        convolution(graph, training, name + "-1", 3, stride, maps, input);
        activation(graph, name + "-1-act", name + "-1-bn");
        convolution(graph, training, name + "-2", 3, 1, maps, name + "-1-act");
        String shortcut = input;
        if (stride > 1) {
            convolution(graph, training, name + "-shortcut", 1, stride, maps, input);
            shortcut = name + "-shortcut-bn";
        }
        graph.addVertex(name + "-add", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "-2-bn", shortcut);
        activation(graph, name + "-act", name + "-add");
        return name + "-act";
    }

    /** A convolution without bias, and the BatchNorm that has one, under the names {@code name-conv} and {@code name-bn}. */
    private static void convolution(
            ComputationGraphSpace.Builder graph,
            NetworkOptions training,
            String name,
            int kernel,
            int stride,
            ParameterSpace<Integer> maps,
            String input) {
        graph.addLayer(
                        name + "-conv",
                        new ConvolutionLayerSpace.Builder()
                                .kernelSize(kernel, kernel)
                                .stride(stride, stride)
                                .padding(kernel / 2, kernel / 2)
                                .hasBias(false)
                                .nOut(maps)
                                .activation(Activation.IDENTITY)
                                .l2(training.l2())
                                .build(),
                        input)
                .addLayer(name + "-bn", new BatchNormalizationSpace.Builder().build(), name + "-conv");
    }

    private static void activation(ComputationGraphSpace.Builder graph, String name, String input) {
        graph.addLayer(
                name,
                new ActivationLayerSpace.Builder().activation(Activation.RELU).build(),
                input);
    }
}
