package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What are an epoch and a batch, and what does the size of a batch change?
 *
 * <p>Batches of 8 to 2048 images at equal epochs, with the learning rate kept, scaled by the size and by its square root, and at
 * equal steps; and the noise of the gradient, measured on the trained networks. The images are a power of two, so that every
 * batch is full.
 */
public final class BatchQuestion implements Question {

    /** Batch size that the others are compared with. */
    private static final int BASE = 32;

    private static final int LARGE = 512;
    private static final int LARGEST = 2048;

    private static final int EPOCHS = 4;
    private static final double RATE = 0.05;

    /** Accuracy that may be lost and still count as none. */
    private static final double MARGIN = 0.01;

    /** How far the exponent of the noise may be from one half. */
    private static final double EXPONENT_MARGIN = 0.05;

    private static final double TARGET = 0.9;

    private static final Metric TIME_TO_TARGET = Metric.timed(
            new LocalizedText("seconds to 90 % training accuracy", "训练准确率达到 90% 所需秒数"),
            2,
            BatchQuestion::secondsToTarget);

    /** How the learning rate follows the batch size. */
    private enum Scaling {
        KEPT("kept", "rate kept", "学习率不变") {
            @Override
            double rate(int batch) {
                return RATE;
            }
        },
        LINEAR("linear", "rate times batch/32", "学习率 × 批大小/32") {
            @Override
            double rate(int batch) {
                return RATE * batch / BASE;
            }
        },
        ROOT("root", "rate times √(batch/32)", "学习率 × √(批大小/32)") {
            @Override
            double rate(int batch) {
                return RATE * Math.sqrt((double) batch / BASE);
            }
        };

        private final String prefix;
        private final LocalizedText title;

        Scaling(String prefix, String english, String chinese) {
            this.prefix = prefix;
            this.title = new LocalizedText(english, chinese);
        }

        abstract double rate(int batch);

        String variant(int batch) {
            return batch == BASE ? base() : prefix + "-" + batch;
        }
    }

    private static String base() {
        return "batch-" + BASE;
    }

    private static String atEqualSteps(int batch) {
        return batch == BASE ? base() : "steps-" + batch;
    }

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText(
                "What are an epoch and a batch, and what does the batch size change?", "什么是 epoch 和 batch？批大小影响什么？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "An epoch is one pass over all training images, a step is one update from one batch. A larger batch gives a more"
                        + " precise gradient but fewer steps in an epoch, so it learns less in equal epochs unless the learning"
                        + " rate grows with it.",
                "一个 epoch 是把所有训练图像过一遍，一步是用一个 batch 更新一次。批越大，梯度越精确，但每轮的步数越少；" + "在相同轮数下，除非学习率随之增大，否则学到的更少。");
    }

    private static List<Integer> sizes(Width width) {
        return width.choose(List.of(8, 32, 128, 512, 2048), List.of(8, 16, 32, 64, 128, 256, 512, 1024, 2048));
    }

    private static int images(Width width) {
        return width.choose(4_096, 16_384);
    }

    @Override
    public QuestionPlan plan(Width width) {
        List<VariantGroup> groups = new ArrayList<>();
        for (Scaling scaling : Scaling.values()) {
            List<Variant> variants = new ArrayList<>();
            for (int batch : ordered(width)) {
                variants.add(variant(width, scaling.variant(batch), EPOCHS, batch, scaling.rate(batch)));
            }
            groups.add(new VariantGroup(
                    new LocalizedText("Equal epochs, %s", "相同轮数，%s").with(scaling.title),
                    scaling == Scaling.KEPT ? Set.of("batch") : Set.of("batch", "learningRate"),
                    List.of(
                            Metric.TEST_ACCURACY,
                            Metric.TRAIN_ACCURACY,
                            Metric.STEPS,
                            Metric.IMAGES_PER_SECOND,
                            TIME_TO_TARGET),
                    variants));
        }
        List<Variant> steps = new ArrayList<>();
        for (int batch : ordered(width)) {
            steps.add(variant(width, atEqualSteps(batch), EPOCHS * batch / BASE, batch, RATE));
        }
        groups.add(new VariantGroup(
                new LocalizedText("Equal steps, rate kept", "相同步数，学习率不变"),
                Set.of("batch", "epochs"),
                List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.STEPS, Metric.TRAINING_SECONDS),
                steps));
        return new QuestionPlan(
                groups,
                5,
                width.choose(
                        new LocalizedText(
                                "4,096 of the 60,000 training images of MNIST, drawn by the seed, SimpleCnn, five batch sizes, 4"
                                        + " epochs or 512 steps; all test images.",
                                "MNIST 的 60,000 张训练图像中由种子抽取的 4,096 张，SimpleCnn，五种批大小，4 轮或 512 步；全部测试图像。"),
                        new LocalizedText(
                                "16,384 of the 50,000 training images of CIFAR-10, drawn by the seed, CifarNet, nine batch sizes,"
                                        + " 4 epochs or 2,048 steps; all test images.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 16,384 张，CifarNet，九种批大小，4 轮或 2,048 步；全部测试图像。")));
    }

    /** The base first: the others are compared with it. */
    private static List<Integer> ordered(Width width) {
        List<Integer> sizes = new ArrayList<>(sizes(width));
        sizes.remove(Integer.valueOf(BASE));
        sizes.add(0, BASE);
        return sizes;
    }

    private Variant variant(Width width, String name, int epochs, int batch, double rate) {
        TrainingSettings settings = TrainingSettings.of(epochs, batch)
                .with(OptimizerSettings.sgd(rate, 0))
                .withTrainImages(images(width))
                // Many short epochs would spend their time on checkpoints.
                .withCheckpointEvery(16);
        return Variant.of(
                name(),
                name,
                new LocalizedText("batches of %d", "批大小 %d").with(batch),
                experiment -> experiment
                        .question(title().english())
                        .data(width == Width.QUICK ? DataSets.MNIST : DataSets.CIFAR10)
                        .network(width == Width.QUICK ? Networks.SIMPLE_CNN : Networks.CIFAR_NET)
                        .settings(settings));
    }

    private static double secondsToTarget(Run run) throws IOException {
        return run.metrics().stream()
                .filter(epoch -> epoch.trainAccuracy().orElse(0) >= TARGET)
                .mapToDouble(EpochMetrics::seconds)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        Width width = evidence.width();
        GradientNoise noise = GradientNoise.measure(evidence, base(), sizes(width), images(width));
        Sample exponent = noise.exponents();
        Sample base = evidence.sample(base(), Metric.TEST_ACCURACY);
        Counted counted = count(evidence);
        return Judgement.of(
                        List.of(
                                new Hypothesis.Exact(
                                        new LocalizedText(
                                                "A run takes as many steps as epochs times images divided by the batch size.",
                                                "一次运行的步数等于轮数乘以图像数再除以批大小。"),
                                        counted.runs > 0 && counted.right == counted.runs,
                                        new LocalizedText("so it was in %d of %d runs", "%2$d 次运行中有 %1$d 次如此")
                                                .with(counted.right, counted.runs)),
                                new Hypothesis.Alike(
                                        new LocalizedText(
                                                "The noise of a batch's gradient falls with the square root of its size.",
                                                "一批的梯度噪声随批大小的平方根下降。"),
                                        exponent,
                                        noise.theory(),
                                        EXPONENT_MARGIN),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "At equal epochs and the same learning rate, batches of 2048 learn less than"
                                                        + " batches of 32.",
                                                "相同轮数、相同学习率下，批大小 2048 比 32 学到的少。"),
                                        base,
                                        evidence.sample(Scaling.KEPT.variant(LARGEST), Metric.TEST_ACCURACY),
                                        0),
                                new Hypothesis.NotLower(
                                        new LocalizedText(
                                                "With a learning rate that grows with the batch, batches of 512 lose nothing"
                                                        + " that matters in equal epochs.",
                                                "学习率随批大小线性增大时，相同轮数下批大小 512 的准确率没有实质性下降。"),
                                        evidence.sample(Scaling.LINEAR.variant(LARGE), Metric.TEST_ACCURACY),
                                        base,
                                        MARGIN),
                                new Hypothesis.NotLower(
                                        new LocalizedText(
                                                "At equal steps, the larger batch loses nothing that matters.",
                                                "相同步数下，大批量的准确率没有实质性下降。"),
                                        evidence.sample(atEqualSteps(LARGEST), Metric.TEST_ACCURACY),
                                        base,
                                        MARGIN)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "The number of steps decides how far a training comes; a larger batch makes each step"
                                                + " more precise and needs a higher learning rate to come as far in equal"
                                                + " epochs.",
                                        "训练能达到的效果取决于更新步数；批越大，每一步的梯度越精确，要在相同轮数内达到同样的效果，就需要更大的学习率。"),
                                new LocalizedText(
                                        "A part of what is said of epoch and batch does not hold in these runs.",
                                        "关于 epoch 和 batch 的说法有一部分在这些运行中不成立。"),
                                new LocalizedText(
                                        "A part of what is said of epoch and batch is not settled by these runs.",
                                        "关于 epoch 和 batch 的说法有一部分还不能由这些运行断定。")))
                .with(AnswerPart.of(
                        new LocalizedText("Batch size and accuracy", "批大小与准确率"),
                        new Block.Picture(
                                accuracies(evidence),
                                new LocalizedText(
                                        "Mean over the seeds, with the deviation as whisker.", "各种子的均值，竖线为标准差。"))))
                .with(noise.part())
                .without(new LocalizedText(
                        "The learning rate at 32 was not tuned; with another start the scaled rates may break down earlier or"
                                + " later.",
                        "批大小 32 的学习率没有调优；换一个起点，按比例放大的学习率可能更早或更晚失效。"))
                .without(new LocalizedText(
                        "Times are those of this machine while it ran, and are not repeated to the last bit.",
                        "用时取决于本机当时的状态，不会逐位重复。"))
                .without(new LocalizedText(
                        "Plain SGD without momentum; adaptive optimisers such as Adam follow other rules.",
                        "只用了不带动量的 SGD；Adam 等自适应优化器遵循别的规律。"));
    }

    private record Counted(int right, int runs) {}

    private static Counted count(Evidence evidence) throws IOException {
        int right = 0;
        int runs = 0;
        for (String variant : evidence.plan().variants().keySet()) {
            for (Run run : evidence.done(variant)) {
                TrainingSettings settings = run.settings();
                int images = settings.trainImages();
                int steps = settings.epochs() * ((images + settings.batch() - 1) / settings.batch());
                right += run.losses().length == steps ? 1 : 0;
                runs++;
            }
        }
        return new Counted(right, runs);
    }

    private static CurveDiagram accuracies(Evidence evidence) throws IOException {
        List<CurveDiagram.Curve> curves = new ArrayList<>();
        for (Scaling scaling : Scaling.values()) {
            curves.add(curve(
                    evidence,
                    new LocalizedText("equal epochs, %s", "相同轮数，%s").with(scaling.title),
                    sizes(evidence.width()).stream().map(scaling::variant).toList()));
        }
        curves.add(curve(
                evidence,
                new LocalizedText("equal steps, rate kept", "相同步数，学习率不变"),
                sizes(evidence.width()).stream()
                        .map(BatchQuestion::atEqualSteps)
                        .toList()));
        return new CurveDiagram(
                curves,
                new LocalizedText("batch size", "批大小"),
                new LocalizedText("test accuracy (%)", "测试准确率 (%)"),
                true,
                false);
    }

    private static CurveDiagram.Curve curve(Evidence evidence, LocalizedText name, List<String> variants)
            throws IOException {
        List<Integer> sizes = sizes(evidence.width());
        double[] mean = new double[variants.size()];
        double[] deviation = new double[variants.size()];
        for (int i = 0; i < mean.length; i++) {
            Sample sample = evidence.sample(variants.get(i), Metric.TEST_ACCURACY);
            mean[i] = 100 * sample.measured().mean();
            deviation[i] = sample.bySeed().size() > 1 ? 100 * sample.measured().deviation() : 0;
        }
        return new CurveDiagram.Curve(
                name, IntStream.range(0, mean.length).mapToDouble(sizes::get).toArray(), mean, deviation);
    }
}
