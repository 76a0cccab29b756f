package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Choices;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.models.summary.LayerSummary;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;

/** Is the network that the lab calls VGG16 VGG-16? Its convolutions are counted, and both networks are trained. */
public final class VggQuestion implements Question {

    private static final String ELEVEN = "vgg-11";
    private static final String SIXTEEN = "vgg-16";

    /** Feature maps of the convolutions in the lab's list of layers, in its order. */
    private static final List<Long> LAB = List.of(64L, 128L, 256L, 256L, 512L, 512L, 512L, 512L);

    @Override
    public String name() {
        return "vgg";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("Is the lab's \"VGG16\" VGG-16?", "实验中的“VGG16”是 VGG-16 吗？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "The deep network that the lab trains on CIFAR-10 is VGG-16.", "实验在 CIFAR-10 上训练的深层网络是 VGG-16。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        TrainingSettings settings = TrainingSettings.of(width.choose(2, 4), 128)
                .with(OptimizerSettings.adam(1e-3))
                .with(AugmentationSettings.cropAndFlip())
                .withTrainImages(width.choose(1_000, 20_000))
                .withTestImages(width.choose(1_000, 0));
        return new QuestionPlan(
                List.of(new VariantGroup(
                        new LocalizedText("Both networks, trained alike", "两个网络，训练相同"),
                        Set.of("network"),
                        List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.IMAGES_PER_SECOND),
                        List.of(
                                variant(ELEVEN, "VGG-11", "vgg11-bn", settings),
                                variant(SIXTEEN, "VGG-16", "vgg16-bn", settings)))),
                3,
                width.choose(
                        new LocalizedText(
                                "1,000 of the 50,000 training images of CIFAR-10, drawn by the seed, 2 epochs, 1,000 test images:"
                                        + " far too few for either network, enough to time a step.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 1,000 张，训练 2 轮，1,000 张测试图像：对两个网络都远远不够，但足以测量每步用时。"),
                        new LocalizedText(
                                "20,000 of the 50,000 training images of CIFAR-10, drawn by the seed, and 4 epochs; all test images.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 20,000 张，训练 4 轮；全部测试图像。")));
    }

    private Variant variant(String name, String title, String network, TrainingSettings settings) {
        return Variant.of(
                name(),
                name,
                LocalizedText.same(title),
                e -> e.question(title().english())
                        .data(DataSets.CIFAR10)
                        .network(Networks.byName(network))
                        .settings(settings));
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        NetworkSummary eleven = Choices.summary(evidence.variant(ELEVEN).experiment());
        NetworkSummary sixteen = Choices.summary(evidence.variant(SIXTEEN).experiment());
        return Judgement.of(
                        List.of(new Hypothesis.Exact(
                                new LocalizedText(
                                        "The lab's list of layers has the convolutions of VGG-16.",
                                        "实验的层列表具有 VGG-16 的卷积层。"),
                                LAB.equals(convolutions(sixteen)),
                                new LocalizedText(
                                                "the lab's list has %d convolutions, VGG-16 has %d and VGG-11 has %d; VGG-11's are"
                                                        + " %s the lab's",
                                                "实验的列表有 %d 个卷积层，VGG-16 有 %d 个，VGG-11 有 %d 个；VGG-11 的卷积层与实验%s")
                                        .with(
                                                LAB.size(),
                                                convolutions(sixteen).size(),
                                                convolutions(eleven).size(),
                                                LAB.equals(convolutions(eleven))
                                                        ? new LocalizedText("exactly", "完全相同")
                                                        : new LocalizedText("not", "不同")))),
                        new Judgement.Conclusions(
                                new LocalizedText("The lab's network is VGG-16.", "实验的网络就是 VGG-16。"),
                                new LocalizedText(
                                        "The lab's network is not VGG-16: it has other convolutions.",
                                        "实验的网络不是 VGG-16：卷积层不同。"),
                                new LocalizedText("What the lab's network is cannot be told.", "无法判断实验的网络是什么。")))
                .with(AnswerPart.of(
                        new LocalizedText("Counted", "计数"),
                        new Block.Table(
                                new LocalizedText("For one image", "每张图像"),
                                List.of(
                                        new LocalizedText("network", "网络"),
                                        new LocalizedText("feature maps of its convolutions", "各卷积层的特征图数"),
                                        new LocalizedText("parameters", "参数"),
                                        new LocalizedText("multiply-adds", "乘加次数")),
                                List.of(
                                        row(new LocalizedText("the lab's list", "实验的列表"), LAB, "–", "–"),
                                        row(LocalizedText.same("VGG-11"), eleven),
                                        row(LocalizedText.same("VGG-16"), sixteen)))))
                .without(new LocalizedText(
                        "The published networks have three dense layers behind the convolutions, for images of 224x224; on CIFAR-10"
                                + " one is left.",
                        "原论文的网络在卷积之后有三个全连接层，用于 224×224 的图像；在 CIFAR-10 上只保留一个。"))
                .without(new LocalizedText(
                        "Which of the two is better after full training is not asked here. RESULTS.md has runs of both, but with"
                                + " different recipes.",
                        "这里不比较充分训练后哪个更好。RESULTS.md 中有两者的运行，但训练方案不同。"));
    }

    private static List<Long> convolutions(NetworkSummary summary) {
        return summary.layers().stream()
                .filter(layer -> layer.kind().startsWith("conv"))
                .map(layer -> layer.outputShape().get(0))
                .toList();
    }

    private static List<LocalizedText> row(LocalizedText title, NetworkSummary summary) {
        return row(
                title,
                convolutions(summary),
                String.format(Locale.ROOT, "%,d", summary.parameters()),
                String.format(
                        Locale.ROOT,
                        "%,d",
                        summary.layers().stream()
                                .mapToLong(LayerSummary::multiplyAdds)
                                .sum()));
    }

    private static List<LocalizedText> row(
            LocalizedText title, List<Long> maps, String parameters, String multiplyAdds) {
        return List.of(
                title,
                LocalizedText.same(maps.stream().map(String::valueOf).collect(Collectors.joining(" "))),
                LocalizedText.same(parameters),
                LocalizedText.same(multiplyAdds));
    }
}
