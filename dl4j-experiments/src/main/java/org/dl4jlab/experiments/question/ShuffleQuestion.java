package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.network.ImprovedCifarNet;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.TrainingSettings.Shuffle;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What difference does {@code shuffle} make?
 *
 * <p>Training: {@code ImprovedCifarNet} on CIFAR-10 with four orders of the training images, all else equal. Testing: the
 * trained networks asked about the same test images in three orders, in inference and, as a mistake, in training mode.
 */
public final class ShuffleQuestion implements Question {

    private static final String EVERY_EPOCH = "every-epoch";
    private static final String BY_CLASS = "by-class";

    /** Half as wide, for the quick answer. */
    private static final NetworkDefinition NARROW = new NetworkDefinition(
            "improved-narrow",
            "ImprovedCifarNet, half as wide",
            "ImprovedCifarNet with 16, 16, 24 and 32 feature maps.",
            Networks.CIFAR_NET_IMPROVED.defaults(),
            NetworkDefinition.Input.IMAGE,
            NetworkDefinition.Kind.SEQUENTIAL,
            options -> new NetworkConfiguration.Sequential(
                    ImprovedCifarNet.configure(new ImprovedCifarNet.Options(options, List.of(16, 16, 24, 32)))));

    @Override
    public String name() {
        return "shuffle";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("What difference does shuffle make?", "shuffle 的取值有什么影响？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "Training data must be shuffled, because batches of neighbouring images are not representative; for"
                        + " test data the order makes no difference, so shuffle may be off.",
                "训练数据要打乱，因为相邻图像组成的批不具有代表性；测试数据的顺序没有影响，因此可以不打乱。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        TrainingSettings settings = TrainingSettings.of(width.choose(4, 10), 64)
                .with(OptimizerSettings.adam(1e-3))
                .withTrainImages(width.choose(5_000, 0));
        NetworkDefinition network = width.choose(NARROW, Networks.CIFAR_NET_IMPROVED);
        List<Variant> variants = List.of(
                variant(
                        EVERY_EPOCH,
                        "shuffled every epoch",
                        "每轮重新打乱",
                        network,
                        settings.withShuffle(Shuffle.EVERY_EPOCH)),
                variant("once", "shuffled once", "只打乱一次", network, settings.withShuffle(Shuffle.ONCE)),
                variant("stored", "stored order", "按存储顺序", network, settings.withShuffle(Shuffle.NONE)),
                variant(BY_CLASS, "sorted by class", "按类别排序", network, settings.withShuffle(Shuffle.BY_CLASS)));
        return new QuestionPlan(
                List.of(new VariantGroup(
                        new LocalizedText("Order of the training images", "训练图像的顺序"),
                        Set.of("shuffle"),
                        List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.TEST_LOSS),
                        variants)),
                width.choose(3, 5),
                width.choose(
                        new LocalizedText(
                                "5,000 of the 50,000 training images of CIFAR-10, drawn by the seed, 4 epochs, a"
                                        + " network half as wide; all test images.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 5,000 张，训练 4 轮，网络宽度减半；全部测试图像。"),
                        new LocalizedText(
                                "All 50,000 training images of CIFAR-10 and 10 epochs; all test images.",
                                "CIFAR-10 全部 50,000 张训练图像，训练 10 轮；全部测试图像。")));
    }

    private Variant variant(
            String name, String english, String chinese, NetworkDefinition network, TrainingSettings settings) {
        return new Variant(
                name,
                new LocalizedText(english, chinese),
                Experiment.named(name() + (network == NARROW ? "-narrow-" : "-") + name)
                        .question(title().english())
                        .data(DataSets.CIFAR10)
                        .network(network)
                        .settings(settings));
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        ImageOrders orders = ImageOrders.measure(evidence, EVERY_EPOCH);
        LocalizedText shuffled = new LocalizedText(
                "Shuffled training images give a better network than images sorted by class.", "打乱训练图像优于按类别排序。");
        LocalizedText same = new LocalizedText(
                "In inference, every probability, and so the accuracy and each loss, has the same bits in any order of the test"
                        + " images.",
                "推理模式下，无论测试图像以什么顺序出现，每个概率、准确率和损失都逐位相同。");
        LocalizedText training = new LocalizedText(
                "In training mode, the answer to an image depends on the images beside it in the batch.",
                "训练模式下，一张图像的预测结果取决于同一批中的其他图像。");
        return Judgement.of(
                        List.of(
                                new Hypothesis.Higher(
                                        shuffled,
                                        evidence.sample(EVERY_EPOCH, Metric.TEST_ACCURACY),
                                        evidence.sample(BY_CLASS, Metric.TEST_ACCURACY),
                                        0),
                                orders.inferenceIsFixed(same),
                                orders.trainingModeDepends(training)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "The order of the training images matters and that of the test images does"
                                                + " not, as long as the network is in inference mode.",
                                        "训练图像的顺序有影响；只要网络处于推理模式，测试图像的顺序没有影响。"),
                                new LocalizedText(
                                        "The runs contradict a part of the claim about order.", "运行结果与该论断的一部分相矛盾。"),
                                new LocalizedText(
                                        "Whether the order of the training images matters is not settled by these"
                                                + " runs.",
                                        "这些运行还不能断定训练图像的顺序是否有影响。")))
                .with(AnswerPart.of(
                        new LocalizedText("The order of the test images", "测试图像的顺序"),
                        new Block.Text(orders.explanation()),
                        orders.table()))
                .without(new LocalizedText(
                        "CIFAR-10 is stored in random order already, so stored order costs little here; a data set"
                                + " stored by class would behave like the last row.",
                        "CIFAR-10 本来就以随机顺序存储，所以按存储顺序训练在这里代价很小；按类别存储的数据集则会像最后一行那样。"))
                .without(new LocalizedText(
                        "Whether anew or once may be a finer difference than these few epochs can tell; the table shows it"
                                + " with its interval.",
                        "每轮打乱与只打乱一次的差别很细微，这几轮训练未必分得清；表中给出差值及其区间。"))
                .without(new LocalizedText(
                        "One network with batch normalisation, one optimiser, one batch size; networks without batch"
                                + " normalisation may suffer less from sorted images.",
                        "只有一个带批归一化的网络、一种优化器、一种批大小；没有批归一化的网络受排序的影响可能较小。"));
    }
}
