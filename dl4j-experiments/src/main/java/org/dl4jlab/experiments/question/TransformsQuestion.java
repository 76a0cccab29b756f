package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.experiment.CifarNormalizations;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.AugmentationSettings.Flip;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What do the transforms do?
 *
 * <p>Normalisation and augmentation one at a time, on CIFAR-10 with {@code CifarNet} and on MNIST with {@code SimpleCnn}:
 * accuracy, and the gap between training and test. A digit that is turned upside down may be another one, so 6 and 9 are looked
 * at by themselves.
 */
public final class TransformsQuestion implements Question {

    private static final int SIX = 6;
    private static final int NINE = 9;

    /** Accuracy in which two normalisations may differ and still count as alike. */
    private static final double MARGIN = 0.02;

    private static final Metric SIX_FOR_NINE = Metric.accuracy(
            new LocalizedText("6 and 9 taken for each other", "6 与 9 互相认错的比例"), TransformsQuestion::sixForNine);

    @Override
    public String name() {
        return "transforms";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("What do the transforms do?", "各种图像变换起什么作用？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "Normalising brings the inputs to a common scale and makes training faster and better; random crops"
                        + " and flips give new images of the same class and so reduce overfitting, as long as the class"
                        + " survives them.",
                "归一化把输入统一到相近的尺度，使训练更快更好；随机裁剪和翻转产生同类的新图像，从而减轻过拟合，前提是类别不因变换而改变。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        return new QuestionPlan(
                List.of(
                        cifarNormalization(width),
                        cifarAugmentation(width),
                        mnistNormalization(width),
                        mnistAugmentation(width)),
                5,
                width.choose(
                        new LocalizedText(
                                "5,000 training images of each data set, drawn by the seed; 5 epochs for normalisation and 15 for"
                                        + " augmentation on CIFAR-10, 4 and 8 on MNIST; all test images.",
                                "每个数据集由种子抽取 5,000 张训练图像；CIFAR-10 上归一化训练 5 轮、数据增强 15 轮，MNIST 上为 4 轮和 8 轮；全部测试图像。"),
                        new LocalizedText(
                                "All training images; 10 epochs for normalisation, 40 for augmentation on CIFAR-10, 1"
                                        + " and 10 on MNIST; all test images.",
                                "全部训练图像；CIFAR-10 上归一化训练 10 轮、数据增强 40 轮，MNIST 上为 1 轮和 10 轮；全部测试图像。")));
    }

    private VariantGroup cifarNormalization(Width width) {
        TrainingSettings settings = TrainingSettings.of(width.choose(5, 10), 64)
                .with(OptimizerSettings.adam(1e-3))
                .withTrainImages(width.choose(5_000, 0));
        return new VariantGroup(
                new LocalizedText("Normalisation, CIFAR-10", "归一化（CIFAR-10）"),
                Set.of("normalization"),
                List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.GAP),
                List.of(
                        cifar("cifar-true", "true mean and deviation", "真实均值和标准差", Optional.empty(), settings),
                        cifar(
                                "cifar-unscaled",
                                "none: bytes 0 to 255",
                                "不归一化：0 到 255",
                                Optional.of(unscaled(3)),
                                settings),
                        cifar(
                                "cifar-unit",
                                "scaled to 0 to 1",
                                "缩放到 0 到 1",
                                Optional.of(Normalization.identity(3)),
                                settings),
                        cifar(
                                "cifar-halves",
                                "scaled to ±1",
                                "缩放到 ±1",
                                Optional.of(CifarNormalizations.HALVES),
                                settings),
                        cifar(
                                "cifar-lab",
                                "the lab's constants",
                                "实验给出的常数",
                                Optional.of(CifarNormalizations.LAB),
                                settings),
                        cifar(
                                "cifar-wrong",
                                "wrong: bytes' constants on 0 to 1",
                                "错误：把 0–255 的常数用于 0–1",
                                Optional.of(wrong(DataSets.CIFAR10)),
                                settings)));
    }

    private VariantGroup cifarAugmentation(Width width) {
        TrainingSettings plain = TrainingSettings.of(width.choose(15, 40), 64)
                .with(OptimizerSettings.adam(1e-3))
                .withTrainImages(width.choose(5_000, 0));
        return new VariantGroup(
                new LocalizedText("Augmentation, CIFAR-10", "数据增强（CIFAR-10）"),
                Set.of("crop", "flip", "cutout"),
                List.of(Metric.GAP, Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY),
                List.of(
                        cifar("cifar-plain", "none", "无", Optional.empty(), plain),
                        cifar("cifar-crop", "crop", "裁剪", Optional.empty(), plain.withCrop(4)),
                        cifar("cifar-flip", "flip", "翻转", Optional.empty(), plain.withFlip(Flip.RANDOM)),
                        cifar(
                                "cifar-both",
                                "crop and flip",
                                "裁剪和翻转",
                                Optional.empty(),
                                plain.withCrop(4).withFlip(Flip.RANDOM)),
                        cifar("cifar-cutout", "cutout of 8 pixels", "8 像素遮挡", Optional.empty(), plain.withCutout(8))));
    }

    private VariantGroup mnistNormalization(Width width) {
        TrainingSettings settings =
                TrainingSettings.defaults().withEpochs(width.choose(4, 1)).withTrainImages(width.choose(5_000, 0));
        return new VariantGroup(
                new LocalizedText("Normalisation, MNIST", "归一化（MNIST）"),
                Set.of("normalization"),
                List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.GAP),
                List.of(
                        mnist("mnist-true", "true mean and deviation", "真实均值和标准差", Optional.empty(), settings),
                        mnist(
                                "mnist-unscaled",
                                "none: bytes 0 to 255",
                                "不归一化：0 到 255",
                                Optional.of(unscaled(1)),
                                settings),
                        mnist(
                                "mnist-unit",
                                "scaled to 0 to 1",
                                "缩放到 0 到 1",
                                Optional.of(Normalization.identity(1)),
                                settings),
                        mnist(
                                "mnist-halves",
                                "scaled to ±1",
                                "缩放到 ±1",
                                Optional.of(Normalization.of(0.5f, 0.5f)),
                                settings),
                        mnist(
                                "mnist-wrong",
                                "wrong: bytes' constants on 0 to 1",
                                "错误：把 0–255 的常数用于 0–1",
                                Optional.of(wrong(DataSets.MNIST)),
                                settings)));
    }

    private VariantGroup mnistAugmentation(Width width) {
        TrainingSettings plain =
                TrainingSettings.defaults().withEpochs(width.choose(8, 10)).withTrainImages(width.choose(5_000, 0));
        return new VariantGroup(
                new LocalizedText("Augmentation, MNIST", "数据增强（MNIST）"),
                Set.of("crop", "flip", "cutout", "rotation"),
                List.of(SIX_FOR_NINE, Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.GAP),
                List.of(
                        mnist("mnist-plain", "none", "无", Optional.empty(), plain),
                        mnist("mnist-crop", "crop", "裁剪", Optional.empty(), plain.withCrop(2)),
                        mnist("mnist-flip", "flip", "翻转", Optional.empty(), plain.withFlip(Flip.RANDOM)),
                        mnist(
                                "mnist-both",
                                "crop and flip",
                                "裁剪和翻转",
                                Optional.empty(),
                                plain.withCrop(2).withFlip(Flip.RANDOM)),
                        mnist("mnist-cutout", "cutout of 8 pixels", "8 像素遮挡", Optional.empty(), plain.withCutout(8)),
                        mnist(
                                "mnist-turn",
                                "rotation by up to 180 degrees",
                                "旋转至多 180 度",
                                Optional.empty(),
                                plain.withRotation(180))));
    }

    private Variant cifar(
            String name,
            String english,
            String chinese,
            Optional<Normalization> normalization,
            TrainingSettings settings) {
        return variant(name, english, chinese, DataSets.CIFAR10, Networks.CIFAR_NET, normalization, settings);
    }

    private Variant mnist(
            String name,
            String english,
            String chinese,
            Optional<Normalization> normalization,
            TrainingSettings settings) {
        return variant(name, english, chinese, DataSets.MNIST, Networks.SIMPLE_CNN, normalization, settings);
    }

    private Variant variant(
            String name,
            String english,
            String chinese,
            DataSetSpec data,
            NetworkDefinition network,
            Optional<Normalization> normalization,
            TrainingSettings settings) {
        UnaryOperator<Experiment> parts = experiment -> {
            Experiment common = experiment
                    .question(title().english())
                    .data(data)
                    .network(network)
                    .settings(settings);
            return normalization.map(common::normalization).orElse(common);
        };
        return Variant.of(name(), name, new LocalizedText(english, chinese), parts);
    }

    /** Undoes the scaling to [0, 1], so that the network sees the bytes. */
    private static Normalization unscaled(int channels) {
        float[] mean = new float[channels];
        float[] std = new float[channels];
        java.util.Arrays.fill(std, 1 / 255f);
        return Normalization.of(mean, std);
    }

    /** Mean and deviation of bytes from 0 to 255, applied to numbers from 0 to 1: all inputs are nearly the same. */
    private static Normalization wrong(DataSetSpec data) {
        int channels = data.normalization().channels();
        float[] mean = new float[channels];
        float[] std = new float[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = 255 * data.normalization().mean(c);
            std[c] = 255 * data.normalization().std(c);
        }
        return Normalization.of(mean, std);
    }

    /** Of the sixes and nines that were taken for one of the two, the share that was taken for the other. */
    static double sixForNine(int[][] confusion) {
        int swapped = confusion[SIX][NINE] + confusion[NINE][SIX];
        return (double) swapped / (swapped + confusion[SIX][SIX] + confusion[NINE][NINE]);
    }

    private static double sixForNine(Run run) throws IOException {
        return sixForNine(run.evaluation()
                .orElseThrow(() -> new IOException(run.path() + " has no predictions of its test images"))
                .confusion());
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        Sample normalized = evidence.sample("cifar-true", Metric.TEST_ACCURACY);
        return Judgement.of(
                        List.of(
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "Normalised inputs give a better network than raw bytes.",
                                                "归一化后的输入比原始字节训练出更好的网络。"),
                                        normalized,
                                        evidence.sample("cifar-unscaled", Metric.TEST_ACCURACY),
                                        0),
                                new Hypothesis.Alike(
                                        new LocalizedText(
                                                "The lab's constants do as well as the true ones.", "实验给出的常数与真实值效果相当。"),
                                        evidence.sample("cifar-lab", Metric.TEST_ACCURACY),
                                        normalized,
                                        MARGIN),
                                new Hypothesis.Higher(
                                        new LocalizedText("A wrong constant costs accuracy.", "错误的常数会损失准确率。"),
                                        normalized,
                                        evidence.sample("cifar-wrong", Metric.TEST_ACCURACY),
                                        0),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "Crops and flips close a part of the gap between training and test.",
                                                "裁剪和翻转缩小训练与测试之间的差距。"),
                                        evidence.sample("cifar-plain", Metric.GAP),
                                        evidence.sample("cifar-both", Metric.GAP),
                                        0),
                                new Hypothesis.Higher(
                                        new LocalizedText("Crops and flips raise test accuracy.", "裁剪和翻转提高测试准确率。"),
                                        evidence.sample("cifar-both", Metric.TEST_ACCURACY),
                                        evidence.sample("cifar-plain", Metric.TEST_ACCURACY),
                                        0),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "A transform that can turn one digit into another hurts: after training"
                                                        + " with digits turned by up to 180 degrees, 6 and 9 are taken for"
                                                        + " each other more often.",
                                                "能把一个数字变成另一个数字的变换有害：用旋转至多 180 度的数字训练后，6 和 9 更常被互相认错。"),
                                        evidence.sample("mnist-turn", SIX_FOR_NINE),
                                        evidence.sample("mnist-plain", SIX_FOR_NINE),
                                        0)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "Normalising helps, the lab's constants do as well as the true ones, and crops and flips reduce"
                                                + " overfitting where they keep the class.",
                                        "归一化有帮助，实验给出的常数与真实值效果相当；在不改变类别的前提下，裁剪和翻转能减轻过拟合。"),
                                new LocalizedText(
                                        "A part of what is said of the transforms does not hold in these runs.",
                                        "关于图像变换的说法有一部分在这些运行中不成立。"),
                                new LocalizedText(
                                        "A part of what is said of the transforms is not settled by these runs.",
                                        "关于图像变换的说法有一部分还不能由这些运行断定。")))
                .without(new LocalizedText(
                        "Networks with batch normalisation are far less sensitive to the constants; these have none.",
                        "带批归一化的网络对这些常数远没有这么敏感；这里的网络没有批归一化。"))
                .without(new LocalizedText(
                        "The learning rate is the same for all constants. A rate chosen for raw bytes would make up"
                                + " for a part of what they cost.",
                        "所有常数使用同一个学习率。专门为原始字节挑选的学习率可以弥补一部分损失。"))
                .without(new LocalizedText(
                        "The networks are small: a larger one overfits more and gains more from augmentation.",
                        "这些网络很小：更大的网络过拟合更严重，从数据增强中获益也更多。"));
    }
}
