package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.network.ImprovedCifarNet;
import org.dl4jlab.models.network.ImprovedCifarNet.Head;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What is the difference between a 1x1 convolution and a fully connected layer?
 *
 * <p>Counted: parameters and multiply-adds. Compared bit by bit: a dense layer and a 1x1 convolution on a map of one pixel, and
 * both on maps whose pixels are permuted. Trained: {@code ImprovedCifarNet} with three heads.
 */
public final class OneByOneQuestion implements Question {

    private static final String FLATTEN = "flatten-dense";
    private static final String CONVOLUTION = "convolution-pooling";
    private static final String POOLING = "pooling-dense";

    private static final List<Integer> NARROW = List.of(16, 16, 24, 32);
    private static final List<Integer> WIDE = List.of(32, 32, 48, 64);

    /** Accuracy that a lighter head may lose and still count as equal. */
    private static final double MARGIN = 0.02;

    @Override
    public String name() {
        return "one-by-one";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText(
                "How does a 1x1 convolution differ from a fully connected layer?", "1×1 卷积与全连接层有什么区别？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "A 1x1 convolution is a fully connected layer over the channels that is applied at every pixel alike:"
                        + " it keeps height and width, has far fewer parameters, and can take the place of the fully"
                        + " connected head.",
                "1×1 卷积相当于在每个像素上对通道做同一个全连接：它保留高和宽，参数少得多，可以取代全连接的分类头。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        TrainingSettings settings = TrainingSettings.of(width.choose(4, 16), 128)
                .with(OptimizerSettings.adam(1e-2))
                .with(ScheduleSettings.oneCycle(0.1, 0.25, 0.001))
                .with(AugmentationSettings.cropAndFlip())
                .withTrainImages(width.choose(5_000, 0));
        return new QuestionPlan(
                List.of(new VariantGroup(
                        new LocalizedText("Three heads on the same convolutions", "同样的卷积层，三种分类头"),
                        Set.of("network"),
                        List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.IMAGES_PER_SECOND),
                        List.of(
                                variant(FLATTEN, "flatten, then dense", "展平后全连接", Head.FLATTEN_DENSE, width, settings),
                                variant(
                                        CONVOLUTION,
                                        "1x1 convolution, then pooling",
                                        "1×1 卷积后全局池化",
                                        Head.CONVOLUTION_POOLING,
                                        width,
                                        settings),
                                variant(
                                        POOLING,
                                        "pooling, then dense",
                                        "全局池化后全连接",
                                        Head.POOLING_DENSE,
                                        width,
                                        settings)))),
                3,
                width.choose(
                        new LocalizedText(
                                "5,000 of the 50,000 training images of CIFAR-10, drawn by the seed, 4 epochs, a network half as wide; all"
                                        + " test images.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 5,000 张，训练 4 轮，网络宽度减半；全部测试图像。"),
                        new LocalizedText(
                                "All 50,000 training images of CIFAR-10 and 16 epochs; all test images.",
                                "CIFAR-10 全部 50,000 张训练图像，训练 16 轮；全部测试图像。")));
    }

    private Variant variant(
            String name, String english, String chinese, Head head, Width width, TrainingSettings settings) {
        return new Variant(
                name,
                new LocalizedText(english, chinese),
                Experiment.named(name() + width.choose("-narrow-", "-") + name)
                        .question(title().english())
                        .data(DataSets.CIFAR10)
                        .network(network(width.choose("narrow-", "improved-") + name, english, head, width))
                        .settings(settings));
    }

    private static NetworkDefinition network(String name, String title, Head head, Width width) {
        return new NetworkDefinition(
                name,
                "ImprovedCifarNet, " + title,
                "ImprovedCifarNet with another head: " + title + ".",
                Networks.CIFAR_NET_IMPROVED.defaults(),
                NetworkDefinition.Input.IMAGE,
                NetworkDefinition.Kind.SEQUENTIAL,
                options -> new NetworkConfiguration.Sequential(ImprovedCifarNet.configure(
                        new ImprovedCifarNet.Options(options, width.choose(NARROW, WIDE), head))));
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        PixelwiseLayers layers = PixelwiseLayers.measure();
        LayerCounts counts = LayerCounts.count(
                List.of(evidence.variant(FLATTEN), evidence.variant(CONVOLUTION), evidence.variant(POOLING)));
        return Judgement.of(
                        List.of(
                                new Hypothesis.Exact(
                                        new LocalizedText(
                                                "On a map of one pixel, a 1x1 convolution and a dense layer of the"
                                                        + " same weights give the same bits.",
                                                "在只有一个像素的特征图上，权重相同的 1×1 卷积与全连接层逐位相同。"),
                                        layers.sameOnOnePixel(),
                                        layers.onePixelFigures()),
                                new Hypothesis.Exact(
                                        new LocalizedText(
                                                "Permuting the pixels permutes the output of a 1x1 convolution and"
                                                        + " changes no bit of it; a dense layer's output changes.",
                                                "打乱像素后，1×1 卷积的输出只是相应打乱、逐位不变；全连接层的输出则会改变。"),
                                        layers.convolutionFollowsPixels() && layers.denseDoesNot(),
                                        layers.permutationFigures()),
                                new Hypothesis.Exact(
                                        new LocalizedText(
                                                "The head of 1x1 convolution and pooling has fewer parameters than"
                                                        + " that of flattening and dense.",
                                                "1×1 卷积加全局池化的分类头比展平加全连接的参数少。"),
                                        counts.headParameters(CONVOLUTION) < counts.headParameters(FLATTEN),
                                        new LocalizedText("%,d against %,d", "%,d 对 %,d")
                                                .with(
                                                        counts.headParameters(CONVOLUTION),
                                                        counts.headParameters(FLATTEN))),
                                new Hypothesis.NotLower(
                                        new LocalizedText(
                                                "The light head costs no accuracy that matters.", "轻量的分类头不会使准确率明显下降。"),
                                        evidence.sample(CONVOLUTION, Metric.TEST_ACCURACY),
                                        evidence.sample(FLATTEN, Metric.TEST_ACCURACY),
                                        MARGIN)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "A 1x1 convolution is the dense layer that treats every pixel alike, and as a"
                                                + " head it saves parameters at no loss of accuracy that matters.",
                                        "1×1 卷积就是对每个像素使用同一组权重的全连接层；作为分类头，它节省参数，而准确率没有实质性下降。"),
                                new LocalizedText(
                                        "A part of what the lab says of 1x1 convolutions does not hold in these runs.",
                                        "实验关于 1×1 卷积的说法有一部分在这些运行中不成立。"),
                                new LocalizedText(
                                        "What is counted and compared bit by bit holds, but whether the light head"
                                                + " costs accuracy is not settled by these runs.",
                                        "计数和逐位比较都成立，但轻量分类头是否损失准确率，这些运行还不能断定。")))
                .with(layers.part())
                .with(counts.part())
                .without(new LocalizedText(
                        "The heads are compared after the same training, not each after its own best training; a large"
                                + " dense head may need other settings.",
                        "三种分类头用同样的训练来比较，而不是各自最合适的训练；大的全连接头可能需要别的设置。"))
                .without(new LocalizedText(
                        "A pooled head sees the mean of all pixels and learns more slowly at first: a short training tells who"
                                + " is ahead after few steps, not who is after many.",
                        "池化后的分类头看到的是所有像素的平均，起初学得更慢：短时间训练只能说明几步之后谁领先，不能说明长期训练之后的情况。"))
                .without(new LocalizedText(
                        "Bits are compared on this machine's layers; another library may add in another order and"
                                + " differ in the last digit.",
                        "逐位比较是在本机的层实现上做的；别的库可能以不同的次序累加，末位会有差异。"));
    }
}
