package org.dl4jlab.experiments.question;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Does it matter whether a network is written as a list of layers or as a forward pass by hand? In DL4J these are {@code
 * MultiLayerNetwork} and {@code ComputationGraph}; the same layers with the same weights are trained side by side on plain DL4J.
 */
public final class SameBitsQuestion implements Question {

    private static final int BATCH = 64;
    private static final long SEED = 1;
    private static final List<String> NAMES = List.of("conv1", "pool1", "conv2", "pool2", "fc1", "output");

    @Override
    public String name() {
        return "sequential";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText(
                "A list of layers or a forward pass by hand: is it the same?", "Sequential 与手写前向传播：结果一样吗？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "A network written as a list of layers and the same network with a forward pass written by hand compute the same.",
                "用 Sequential 写成层的列表，与手写前向传播的同一个网络，计算结果相同。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        return new QuestionPlan(
                List.of(),
                1,
                new LocalizedText(
                        String.format(
                                Locale.ROOT,
                                "%d optimiser steps on batches of %d training images of MNIST, on plain DL4J.",
                                steps(width),
                                BATCH),
                        String.format(
                                Locale.ROOT, "在 MNIST 训练图像上以每批 %2$d 张训练 %1$d 步，使用原生 DL4J。", steps(width), BATCH)));
    }

    private static int steps(Width width) {
        return width.choose(20, 200);
    }

    @Override
    public Judgement judge(Evidence evidence) {
        int steps = steps(evidence.width());
        LoadedData data = evidence.data(DataSource.of(DataSets.MNIST));
        MultiLayerNetwork list = new MultiLayerNetwork(list());
        list.init();
        ComputationGraph graph = new ComputationGraph(graph());
        graph.init();
        graph.params().assign(list.params());
        boolean losses = true;
        boolean answers;
        try (ImageBatches batches = ImageBatches.of(ImageView.all(data.train()).first((steps + 1) * BATCH))
                .batchSize(BATCH)
                .normalize(data.spec().normalization())
                .build()) {
            for (int step = 0; step < steps; step++) {
                DataSet batch = batches.next();
                list.fit(batch);
                graph.fit(batch);
                losses &= list.score() == graph.score();
            }
            INDArray features = batches.next().getFeatures();
            answers = same(list.output(features), graph.outputSingle(features));
        }
        boolean weights = same(list.params(), graph.params());
        long parameters = list.numParams();
        list.close();
        graph.close();
        return Judgement.of(
                        List.of(
                                exact(
                                        "Every training loss is the same number.",
                                        "每一步的训练损失都是同一个数。",
                                        losses,
                                        new LocalizedText("%d steps compared", "比较了 %d 步").with(steps)),
                                exact(
                                        "After training, every weight has the same bits.",
                                        "训练之后每个权重逐位相同。",
                                        weights,
                                        new LocalizedText("%,d weights compared", "比较了 %,d 个权重").with(parameters)),
                                exact(
                                        "The probabilities for images not trained on have the same bits.",
                                        "对未参与训练的图像，输出概率逐位相同。",
                                        answers,
                                        new LocalizedText("%d images compared", "比较了 %d 张图像").with(BATCH))),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "The two ways of writing the network train the same network, to the last bit.",
                                        "两种写法训练出的是同一个网络，直到最后一位。"),
                                new LocalizedText(
                                        "The two ways of writing the network differ somewhere in these runs.",
                                        "在这些运行中，两种写法的结果在某处不同。"),
                                new LocalizedText(
                                        "These runs do not settle whether the two ways agree.", "这些运行还不能断定两种写法是否一致。")))
                .with(AnswerPart.of(
                        new LocalizedText("What only a forward pass by hand can say", "只有手写前向传播才能表达的"),
                        new Block.Text(new LocalizedText(
                                "A list hands the output of each layer to the next, and that is all. Whatever joins or branches"
                                        + " needs a graph: the sum of a residual block, two branches side by side, several inputs"
                                        + " or outputs, one layer used twice. In this project ResNet, FastCifarNet and the"
                                        + " networks of the ladder are graphs, and the others are lists.",
                                "列表只能把一层的输出交给下一层。凡是有汇合或分支的结构都需要图：残差块的相加、并列的分支、多个输入或输出、同一层使用两次。"
                                        + "本项目中 ResNet、FastCifarNet 和阶梯实验的网络是图，其余都是列表。"))))
                .without(new LocalizedText(
                        "One small network without dropout; where layers draw random numbers, the two ways draw them in an order of"
                                + " their own.",
                        "只有一个没有 dropout 的小网络；若层中要抽取随机数，两种写法的抽取次序可能不同。"));
    }

    private static Hypothesis exact(String english, String chinese, boolean holds, LocalizedText figures) {
        return new Hypothesis.Exact(new LocalizedText(english, chinese), holds, figures);
    }

    private static boolean same(INDArray one, INDArray other) {
        return Arrays.equals(
                one.dup('c').data().asFloat(), other.dup('c').data().asFloat());
    }

    private static List<Layer> layers() {
        return List.of(
                convolution(),
                pool(),
                convolution(),
                pool(),
                new DenseLayer.Builder().nOut(50).activation(Activation.RELU).build(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build());
    }

    private static Layer convolution() {
        return new ConvolutionLayer.Builder(5, 5)
                .nOut(6)
                .activation(Activation.RELU)
                .build();
    }

    private static Layer pool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .build();
    }

    private static NeuralNetConfiguration.Builder network() {
        return new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .weightInit(WeightInit.XAVIER)
                .updater(new Sgd(0.05));
    }

    private static MultiLayerConfiguration list() {
        return network()
                .list(layers().toArray(Layer[]::new))
                .setInputType(InputType.convolutional(28, 28, 1))
                .build();
    }

    private static ComputationGraphConfiguration graph() {
        ComputationGraphConfiguration.GraphBuilder graph =
                network().graphBuilder().addInputs("images");
        String last = "images";
        List<Layer> layers = layers();
        for (int i = 0; i < layers.size(); i++) {
            graph.addLayer(NAMES.get(i), layers.get(i), last);
            last = NAMES.get(i);
        }
        return graph.setOutputs(last)
                .setInputTypes(InputType.convolutional(28, 28, 1))
                .build();
    }
}
