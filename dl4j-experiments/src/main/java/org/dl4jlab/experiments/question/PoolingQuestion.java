package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Does pooling make a network tolerate that its images are moved? Networks of equal size that halve their maps in four ways are
 * trained on MNIST as it is and tested on images that are moved.
 */
public final class PoolingQuestion implements Question {

    private static final int LARGEST_SHIFT = 6;

    /** The shift at which networks are compared. */
    private static final int SHIFT = 3;

    /** A movement that hardly anybody would see. */
    private static final int SMALL_SHIFT = 1;

    /** Accuracy that such a movement may cost a network that is insensitive to it. */
    private static final double MARGIN = 0.01;

    private static final int MAPS = 8;

    /** How maps become half as wide and high. */
    private enum Halving {
        STRIDE("strided convolution", "步长为 2 的卷积"),
        MAX("max pooling", "最大池化"),
        AVERAGE("average pooling", "平均池化"),
        /** Zhang, "Making Convolutional Networks Shift-Invariant Again", 2019, with its smallest filter. */
        BLURRED("max pooling, anti-aliased", "抗混叠最大池化");

        private final LocalizedText title;

        Halving(String english, String chinese) {
            this.title = new LocalizedText(english, chinese);
        }

        String variant() {
            return name().toLowerCase(Locale.ROOT);
        }

        List<Layer> layers(NetworkOptions options) {
            ConvolutionLayer.Builder convolution =
                    new ConvolutionLayer.Builder(5, 5).nOut(MAPS).activation(options.activation());
            return switch (this) {
                case STRIDE -> List.of(convolution.stride(2, 2).build());
                case MAX -> List.of(convolution.build(), pool(PoolingType.MAX, 2));
                case AVERAGE -> List.of(convolution.build(), pool(PoolingType.AVG, 2));
                case BLURRED -> List.of(convolution.build(), pool(PoolingType.MAX, 1), pool(PoolingType.AVG, 2));
            };
        }

        private static Layer pool(PoolingType type, int stride) {
            return new SubsamplingLayer.Builder(type, new int[] {2, 2}, new int[] {stride, stride})
                    .convolutionMode(stride == 1 ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                    .build();
        }
    }

    @Override
    public String name() {
        return "pooling";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("Does pooling give tolerance to translations?", "池化是否使网络更能容忍平移？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "Pooling makes a network insensitive to small translations of its input.", "池化使网络对输入的小平移不敏感。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        TrainingSettings settings = TrainingSettings.of(width.choose(2, 4), 64)
                .with(OptimizerSettings.adam(2e-3))
                .withTrainImages(width.choose(10_000, 0));
        return new QuestionPlan(
                List.of(new VariantGroup(
                        new LocalizedText("Four ways to halve a map", "缩小特征图的四种方式"),
                        Set.of("network"),
                        List.of(Metric.TEST_ACCURACY, Metric.TEST_LOSS),
                        List.of(
                                variant(Halving.STRIDE, settings),
                                variant(Halving.MAX, settings),
                                variant(Halving.AVERAGE, settings),
                                variant(Halving.BLURRED, settings)))),
                5,
                width.choose(
                        new LocalizedText(
                                "10,000 of the 60,000 training images of MNIST, drawn by the seed, and 2 epochs; all test images,"
                                        + " the first 1,000 of them moved.",
                                "MNIST 的 60,000 张训练图像中由种子抽取的 10,000 张，训练 2 轮；全部测试图像，其中前 1,000 张用于平移。"),
                        new LocalizedText(
                                "All 60,000 training images of MNIST and 4 epochs; all test images, also moved.",
                                "MNIST 全部 60,000 张训练图像，训练 4 轮；全部测试图像，也用于平移。")));
    }

    private Variant variant(Halving halving, TrainingSettings settings) {
        return Variant.of(
                name(),
                halving.variant(),
                halving.title,
                e -> e.question(title().english())
                        .data(DataSets.MNIST)
                        .network(network(halving))
                        .settings(settings));
    }

    private static NetworkDefinition network(Halving halving) {
        String name = "shift-" + halving.variant();
        return new NetworkDefinition(
                name,
                name,
                "Two 5x5 convolutions, halved by " + halving.title.english() + ".",
                Networks.SIMPLE_CNN.defaults(),
                NetworkDefinition.Input.IMAGE,
                NetworkDefinition.Kind.SEQUENTIAL,
                options -> {
                    List<Layer> layers = new ArrayList<>(halving.layers(options));
                    layers.addAll(halving.layers(options));
                    layers.add(new DenseLayer.Builder()
                            .nOut(32)
                            .activation(options.activation())
                            .build());
                    layers.add(new OutputLayer.Builder(LossFunction.MCXENT)
                            .nOut(options.classes())
                            .activation(Activation.SOFTMAX)
                            .build());
                    return new NetworkConfiguration.Sequential(new NeuralNetConfiguration.Builder()
                            .seed(options.seed())
                            .updater(options.updater())
                            .weightInit(options.initialization().weightInit())
                            .list(layers.toArray(Layer[]::new))
                            .setInputType(options.input().asImage())
                            .build());
                });
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        int images = evidence.width().choose(1_000, Integer.MAX_VALUE);
        List<ShiftedImages> measured = new ArrayList<>();
        for (Halving halving : Halving.values()) {
            measured.add(ShiftedImages.measure(evidence, halving.variant(), images, LARGEST_SHIFT));
        }
        ShiftedImages strided = measured.get(Halving.STRIDE.ordinal());
        return Judgement.of(
                        List.of(
                                keeps("Max pooling", "最大池化", measured.get(Halving.MAX.ordinal()), strided),
                                keeps("Average pooling", "平均池化", measured.get(Halving.AVERAGE.ordinal()), strided),
                                insensitive(measured.get(Halving.MAX.ordinal()))),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "Networks that pool lose less accuracy when images are moved than one that strides, and"
                                                + " next to none when they are moved a little.",
                                        "图像平移时，使用池化的网络比使用步长卷积的网络准确率下降得更少；平移很小时几乎不下降。"),
                                new LocalizedText(
                                        "A part of what is said of pooling and translations does not hold in these runs.",
                                        "关于池化与平移的说法有一部分在这些运行中不成立。"),
                                new LocalizedText(
                                        "Whether pooling helps against translations is not settled by these runs.",
                                        "这些运行还不能断定池化是否有助于容忍平移。")))
                .with(part(measured))
                .without(new LocalizedText(
                        "Digits that lie in the middle, moved on an even ground; how much of a photograph's content leaves the"
                                + " picture when it moves is another matter.",
                        "数字位于图像中央，在均匀的背景上平移；照片平移时内容移出画面的程度是另一回事。"))
                .without(new LocalizedText(
                        "All networks end in a dense layer, which sees every place apart; global pooling before it would tolerate"
                                + " far more.",
                        "所有网络都以全连接层结尾，它区分每个位置；若先做全局池化，容忍度会大得多。"));
    }

    private static Hypothesis keeps(String english, String chinese, ShiftedImages pooled, ShiftedImages strided) {
        return new Hypothesis.Higher(
                new LocalizedText(
                        english + " keeps more of the accuracy than a stride does, when images are moved by " + SHIFT
                                + " pixels.",
                        "图像平移 " + SHIFT + " 像素时，" + chinese + "比步长卷积保留更多的准确率。"),
                pooled.kept(SHIFT),
                strided.kept(SHIFT),
                0);
    }

    private static Hypothesis insensitive(ShiftedImages pooled) {
        return new Hypothesis.NotLower(
                new LocalizedText(
                        "Moving the images by " + SMALL_SHIFT
                                + " pixel costs a network with max pooling no accuracy that matters.",
                        "图像平移 " + SMALL_SHIFT + " 像素时，使用最大池化的网络准确率没有实质性下降。"),
                pooled.at(SMALL_SHIFT),
                pooled.at(0),
                MARGIN);
    }

    private static AnswerPart part(List<ShiftedImages> measured) {
        List<CurveDiagram.Curve> curves = new ArrayList<>();
        List<List<LocalizedText>> rows = new ArrayList<>();
        for (ShiftedImages network : measured) {
            double[] x = new double[LARGEST_SHIFT + 1];
            double[] y = new double[x.length];
            double[] deviation = new double[x.length];
            List<LocalizedText> row = new ArrayList<>(List.of(network.title()));
            for (int shift = 0; shift <= LARGEST_SHIFT; shift++) {
                int at = shift;
                MeanAndDeviation accuracy =
                        MeanAndDeviation.of(network.bySeed().values(), accuracies -> accuracies[at]);
                x[shift] = shift;
                y[shift] = 100 * accuracy.mean();
                deviation[shift] = Double.isFinite(accuracy.deviation()) ? 100 * accuracy.deviation() : 0;
                row.add(LocalizedText.same(String.format(Locale.ROOT, "%.1f %%", y[shift])));
            }
            curves.add(new CurveDiagram.Curve(network.title(), x, y, deviation));
            rows.add(row);
        }
        List<LocalizedText> columns = new ArrayList<>(List.of(new LocalizedText("halved by", "缩小方式")));
        for (int shift = 0; shift <= LARGEST_SHIFT; shift++) {
            columns.add(LocalizedText.same(String.valueOf(shift)));
        }
        return AnswerPart.of(
                new LocalizedText("Accuracy on moved images", "平移后图像的准确率"),
                new Block.Picture(
                        new CurveDiagram(
                                curves,
                                new LocalizedText("shift (pixels)", "平移（像素）"),
                                new LocalizedText("test accuracy (%)", "测试准确率 (%)"),
                                false,
                                false),
                        new LocalizedText(
                                "Mean over the four directions and the seeds, whiskers one standard deviation.",
                                "四个方向和各种子的均值，误差棒为一个标准差。")),
                new Block.Table(new LocalizedText("By shift in pixels", "按平移像素数"), columns, rows));
    }
}
