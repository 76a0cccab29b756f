package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.judge.Finding;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.initialization.Initialization;
import org.dl4jlab.models.network.ResNet;
import org.dl4jlab.models.network.ResNet.Shortcut;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Why does residual learning help?
 *
 * <p>Trained: plain and residual networks of growing depth, with BatchNorm, and two without it. Measured: the gradient of each
 * convolution before and after training, which tests the lab's explanation, and the correlation of gradients at neighbouring
 * inputs, which tests a rival one.
 */
public final class ResidualQuestion implements Question {

    /** A gradient that reaches the first convolution at less than this share of the last one's counts as vanished. */
    private static final double VANISHED = 0.1;

    /** Accuracy that more depth may cost and still count as harmless. */
    private static final double MARGIN = 0.02;

    /** The depth that is also trained without BatchNorm. */
    private static final int BARE_DEPTH = 20;

    @Override
    public String name() {
        return "residual";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("Why does residual learning help?", "残差学习为什么有效？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "A plain network gets worse when it gets deeper, already on its training images, because gradients"
                        + " vanish on the way back; shortcuts let them through, so that depth pays.",
                "普通网络加深后连训练误差也会上升，因为梯度在反向传播中消失；残差连接让梯度直接通过，因此加深有益。");
    }

    private static List<Integer> depths(Width width) {
        return width.choose(List.of(8, 20, 44), List.of(8, 14, 20, 32, 44, 56));
    }

    @Override
    public QuestionPlan plan(Width width) {
        TrainingSettings settings = TrainingSettings.of(width.choose(4, 5), 64)
                .with(OptimizerSettings.nesterov(0.05, 0.9, 1e-4))
                .with(ScheduleSettings.oneCycle(0.1, 0.25, 0.01))
                .withTrainImages(width.choose(1_500, 10_000))
                .withTestImages(width.choose(2_000, 0));
        List<Variant> plain = new ArrayList<>();
        List<Variant> residual = new ArrayList<>();
        for (int depth : depths(width)) {
            plain.add(variant(depth, false, true, settings));
            residual.add(variant(depth, true, true, settings));
        }
        int last = plain.size() - 1;
        List<Metric> metrics = List.of(Metric.TRAIN_ACCURACY, Metric.TEST_ACCURACY);
        Set<String> network = Set.of("network");
        return new QuestionPlan(
                List.of(
                        new VariantGroup(new LocalizedText("Plain networks", "普通网络"), network, metrics, plain),
                        new VariantGroup(new LocalizedText("Residual networks", "残差网络"), network, metrics, residual),
                        new VariantGroup(
                                new LocalizedText("The deepest of each", "两种网络中最深的"),
                                network,
                                metrics,
                                List.of(plain.get(last), residual.get(last))),
                        new VariantGroup(
                                new LocalizedText("Without BatchNorm", "没有批归一化"),
                                network,
                                metrics,
                                List.of(
                                        variant(BARE_DEPTH, false, false, settings),
                                        variant(BARE_DEPTH, true, false, settings)))),
                3,
                width.choose(
                        new LocalizedText(
                                "1,500 of the 50,000 training images of CIFAR-10, drawn by the seed, and 4 epochs;"
                                        + " 2,000 test images; three depths up to 44 layers.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 1,500 张，训练 4 轮；2,000 张测试图像；三种深度，最深 44 层。"),
                        new LocalizedText(
                                "10,000 of the 50,000 training images of CIFAR-10, drawn by the seed, and 5 epochs;"
                                        + " all test images; six depths up to 56 layers.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 10,000 张，训练 5 轮；全部测试图像；六种深度，最深 56 层。")));
    }

    private static String variantName(int depth, boolean residual, boolean batchNorm) {
        return (residual ? "residual-" : "plain-") + depth + (batchNorm ? "" : "-no-batchnorm");
    }

    private static LocalizedText variantTitle(int depth, boolean residual, boolean batchNorm) {
        return new LocalizedText(
                (residual ? "residual, " : "plain, ") + depth + " layers" + (batchNorm ? "" : ", no BatchNorm"),
                (residual ? "残差，" : "普通，") + depth + " 层" + (batchNorm ? "" : "，无批归一化"));
    }

    private Variant variant(int depth, boolean residual, boolean batchNorm, TrainingSettings settings) {
        return Variant.of(
                name(),
                variantName(depth, residual, batchNorm),
                variantTitle(depth, residual, batchNorm),
                e -> e.question(title().english())
                        .data(DataSets.CIFAR10)
                        .network(network(depth, residual, batchNorm))
                        .settings(settings));
    }

    /** He et al.'s networks for CIFAR-10: as many blocks in each of three stages, two convolutions each, and two layers more. */
    private static NetworkDefinition network(int depth, boolean residual, boolean batchNorm) {
        int blocks = (depth - 2) / 6;
        String name = (residual ? "resnet" : "plain") + depth + (batchNorm ? "" : "-no-batchnorm");
        return new NetworkDefinition(
                name,
                name,
                "A network of He et al. for CIFAR-10 with " + depth + " layers.",
                Networks.byName("resnet20").defaults().withInitialization(Initialization.RELU),
                NetworkDefinition.Input.IMAGE,
                NetworkDefinition.Kind.GRAPH,
                options -> {
                    ResNet.Options choices = new ResNet.Options(
                            options,
                            List.of(blocks, blocks, blocks),
                            16,
                            residual ? Shortcut.ZERO_PADDING : Shortcut.NONE,
                            batchNorm);
                    return new NetworkConfiguration.Graph(ResNet.configure(choices));
                });
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        List<Integer> depths = depths(evidence.width());
        int middle = BARE_DEPTH;
        int deep = depths.get(depths.size() - 1);
        LoadedData data = evidence.data(
                evidence.variant(variantName(deep, false, true)).experiment().data());
        Normalization normalization = data.spec().normalization();
        List<Long> seeds = evidence.all(variantName(deep, false, true)).stream()
                .map(run -> run.seed().value())
                .toList();
        List<LayerGradients> start = new ArrayList<>();
        List<Sample> correlations = new ArrayList<>();
        for (boolean batchNorm : new boolean[] {true, false}) {
            for (boolean residual : new boolean[] {false, true}) {
                Variant variant = variant(deep, residual, batchNorm, TrainingSettings.defaults());
                start.add(LayerGradients.atStart(variant.title(), variant.experiment(), data, normalization, seeds));
                correlations.add(
                        GradientCorrelation.atStart(variant.title(), variant.experiment(), data, normalization, seeds));
            }
        }
        LayerGradients plain = start.get(0);
        return Judgement.of(
                        List.of(
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "The deep plain network learns its training images worse than the"
                                                        + " shallower one.",
                                                "深的普通网络在训练图像上不如较浅的普通网络。"),
                                        evidence.sample(variantName(middle, false, true), Metric.TRAIN_ACCURACY),
                                        evidence.sample(variantName(deep, false, true), Metric.TRAIN_ACCURACY),
                                        0),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "At the same depth, the residual network learns its training images"
                                                        + " better than the plain one.",
                                                "同样深度下，残差网络在训练图像上优于普通网络。"),
                                        evidence.sample(variantName(deep, true, true), Metric.TRAIN_ACCURACY),
                                        evidence.sample(variantName(deep, false, true), Metric.TRAIN_ACCURACY),
                                        0),
                                new Hypothesis.NotLower(
                                        new LocalizedText(
                                                "With shortcuts, more depth costs no training accuracy that matters.",
                                                "有残差连接时，加深网络不会使训练准确率明显下降。"),
                                        evidence.sample(variantName(deep, true, true), Metric.TRAIN_ACCURACY),
                                        evidence.sample(variantName(middle, true, true), Metric.TRAIN_ACCURACY),
                                        MARGIN),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "In the deep plain network with BatchNorm, the gradient vanishes:"
                                                        + " before training, the first convolution gets less than a tenth"
                                                        + " of the last one's (in decimal logarithms, less than -1).",
                                                "带批归一化的深普通网络中梯度消失：训练开始前，首层卷积得到的梯度不到末层的十分之一（常用对数小于 -1）。"),
                                        plain.decades(VANISHED),
                                        plain.decades(),
                                        0)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "Depth hurts plain networks and not residual ones, and the plain network's"
                                                + " gradients vanish as the lab says.",
                                        "加深损害普通网络而不损害残差网络，并且普通网络的梯度如实验所说会消失。"),
                                new LocalizedText(
                                        "A part of the lab's account of residual learning fails in these runs; the"
                                                + " list says whether it is the effect or its explanation.",
                                        "实验对残差学习的说法有一部分在这些运行中不成立；下面的列表说明是效果还是解释不成立。"),
                                new LocalizedText(
                                        "These runs do not settle the lab's account of residual learning.",
                                        "这些运行还不能断定实验对残差学习的说法。")))
                .with(byDepth(evidence, depths))
                .with(gradients(evidence, start, deep, normalization))
                .with(duringTraining(evidence, deep, data, normalization))
                .with(rival(correlations))
                .without(new LocalizedText(
                        "All networks get the same short training; a deep plain network may need longer, and more of"
                                + " the images.",
                        "所有网络接受同样的短训练；深的普通网络可能需要更长的训练和更多图像。"))
                .without(new LocalizedText(
                        "Gradients are measured on one batch; between the first and the last step, after each epoch"
                                + " and with one seed.",
                        "梯度在一个批上测量；训练途中只在每轮之后、用一个种子测量。"));
    }

    private static AnswerPart byDepth(Evidence evidence, List<Integer> depths) throws IOException {
        List<CurveDiagram.Curve> curves = new ArrayList<>();
        for (Metric metric : List.of(Metric.TRAIN_ACCURACY, Metric.TEST_ACCURACY)) {
            for (boolean residual : new boolean[] {false, true}) {
                double[] x = depths.stream().mapToDouble(d -> d).toArray();
                double[] y = new double[x.length];
                double[] deviation = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    Sample sample = evidence.sample(variantName(depths.get(i), residual, true), metric);
                    MeanAndDeviation measured = sample.bySeed().isEmpty() ? null : sample.measured();
                    y[i] = measured == null ? Double.NaN : 100 * measured.mean();
                    deviation[i] =
                            measured == null || !Double.isFinite(measured.deviation()) ? 0 : 100 * measured.deviation();
                }
                LocalizedText kind = residual ? new LocalizedText("residual", "残差") : new LocalizedText("plain", "普通");
                curves.add(new CurveDiagram.Curve(
                        new LocalizedText("%s, %s", "%s，%s").with(kind, metric.name()), x, y, deviation));
            }
        }
        return AnswerPart.of(
                new LocalizedText("Depth", "深度"),
                new Block.Picture(
                        new CurveDiagram(
                                curves,
                                new LocalizedText("layers", "层数"),
                                new LocalizedText("accuracy (%)", "准确率 (%)"),
                                false,
                                false),
                        new LocalizedText(
                                "Mean over the seeds, whiskers one standard deviation. If overfitting were the problem,"
                                        + " training accuracy would rise while test accuracy fell.",
                                "各种子的均值，误差棒为一个标准差。如果问题只是过拟合，训练准确率会上升而测试准确率下降。")));
    }

    private static AnswerPart gradients(
            Evidence evidence, List<LayerGradients> start, int deep, Normalization normalization) throws IOException {
        List<List<LocalizedText>> rows = new ArrayList<>();
        for (LayerGradients at : start) {
            rows.add(List.of(
                    at.title(), new LocalizedText("before training", "训练前"), LocalizedText.same(at.ratioText())));
        }
        for (boolean residual : new boolean[] {false, true}) {
            String variant = variantName(deep, residual, true);
            LayerGradients after =
                    LayerGradients.afterTraining(evidence.variant(variant).title(), evidence, variant, normalization);
            rows.add(List.of(
                    after.title(), new LocalizedText("after training", "训练后"), LocalizedText.same(after.ratioText())));
        }
        return AnswerPart.of(
                new LocalizedText("The gradient on its way back", "反向传播中的梯度"),
                new Block.Picture(
                        new CurveDiagram(
                                start.stream().map(LayerGradients::curve).toList(),
                                new LocalizedText("convolution, from the input on", "卷积层（从输入端起）"),
                                new LocalizedText("length of its gradient", "梯度的长度"),
                                false,
                                true),
                        new LocalizedText(
                                "Before training, geometric mean over the seeds. A vanishing gradient falls towards"
                                        + " the left; one that explodes rises.",
                                "训练前，各种子的几何均值。梯度消失时曲线向左下降，爆炸时向左上升。")),
                new Block.Table(
                        new LocalizedText(
                                "Gradient of the first convolution, as a multiple of the last one's", "首层卷积的梯度（末层的倍数）"),
                        List.of(
                                new LocalizedText("network", "网络"),
                                new LocalizedText("when", "时间"),
                                new LocalizedText("multiple", "倍数")),
                        rows));
    }

    private static AnswerPart duringTraining(
            Evidence evidence, int deep, LoadedData data, Normalization normalization) {
        List<CurveDiagram.Curve> curves = new ArrayList<>();
        for (boolean residual : new boolean[] {false, true}) {
            Variant variant = evidence.variant(variantName(deep, residual, true));
            long seed = evidence.all(variant.name()).get(0).seed().value();
            List<LayerGradients> epochs =
                    LayerGradients.duringTraining(variant.title(), variant.experiment(), data, normalization, seed);
            double[] epoch = IntStream.range(0, epochs.size()).asDoubleStream().toArray();
            double[] ratio =
                    epochs.stream().mapToDouble(LayerGradients::meanRatio).toArray();
            curves.add(CurveDiagram.Curve.of(variant.title(), epoch, ratio));
        }
        return AnswerPart.of(
                new LocalizedText("The gradient while the networks train", "训练途中的梯度"),
                new Block.Picture(
                        new CurveDiagram(
                                curves,
                                new LocalizedText("epochs trained", "已训练的轮数"),
                                new LocalizedText("multiple of the last convolution's", "末层卷积的倍数"),
                                false,
                                true),
                        new LocalizedText(
                                "Gradient of the first convolution as a multiple of the last one's, after each epoch"
                                        + " of a training that repeats the run of the first seed.",
                                "首层卷积的梯度为末层的多少倍：重复第一个种子的训练，在每轮之后测量。")));
    }

    private static AnswerPart rival(List<Sample> correlations) {
        Finding finding = new Hypothesis.Higher(
                        new LocalizedText(
                                "Before training, gradients at neighbouring inputs agree more in the residual network"
                                        + " than in the plain one.",
                                "训练前，残差网络在相邻输入处的梯度比普通网络更一致。"),
                        correlations.get(1),
                        correlations.get(0),
                        0)
                .judge(1);
        return AnswerPart.of(
                new LocalizedText("A rival explanation: shattered gradients", "另一种解释：梯度破碎（shattered gradients）"),
                new Block.Text(new LocalizedText(
                        "Even a gradient of the right size is of no use if it changes at random from one input to the"
                                + " next (Balduzzi et al., 2017). The inputs lie on lines between two training images, 128"
                                + " on each.",
                        "即使大小合适，如果梯度在相邻输入之间随机变化，也没有用处（Balduzzi 等，2017）。输入取自两张训练图像之间的直线，每条 128 个点。")),
                new Block.Table(
                        new LocalizedText("Correlation of the gradients at neighbouring inputs", "相邻输入处梯度的相关系数"),
                        List.of(new LocalizedText("network", "网络"), new LocalizedText("correlation", "相关系数")),
                        correlations.stream()
                                .map(sample -> List.of(sample.title(), sample.text()))
                                .toList()),
                new Block.Text(new LocalizedText("%s %s: %s.", "%s%s：%s。")
                        .with(finding.prediction(), finding.outcome().title(), finding.figures())));
    }
}
