package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.experiments.ask.Question;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.WaterfallDiagram;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.measure.SeedDifference;
import org.dl4jlab.experiments.ask.plan.Choices;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What raises accuracy further?
 *
 * <p>A ladder from {@code cifar-net} upwards, one step at a time, at equal compute: a network of more multiply-adds trains for
 * fewer epochs. In full, also the top of the ladder with each step left out.
 */
public final class LadderQuestion implements Question {

    private static final String START = "start";

    /** Accuracy that the lighter classifier may cost. */
    private static final double MARGIN = 0.01;

    private static final Set<String> VARIES = Set.of(
            "network",
            "epochs",
            "crop",
            "flip",
            "labelSmoothing",
            "learningRate",
            "schedule",
            "startShare",
            "endShare",
            "averaging",
            "averagingDecay",
            "testViews");

    private static final Metric COMPUTE =
            Metric.number(new LocalizedText("multiply-adds of training (billions)", "训练乘加次数（十亿）"), 0, run -> {
                RecordedRun recorded = RecordedRun.of(run);
                long forward = recorded.network().orElseThrow().multiplyAdds();
                return 3e-9
                        * forward
                        * recorded.data().orElseThrow().trainImages()
                        * run.settings().epochs();
            });

    private static final Metric PARAMETERS = Metric.number(
            new LocalizedText("parameters", "参数"),
            0,
            run -> RecordedRun.of(run).network().orElseThrow().parameters());

    private static final Metric EPOCHS = Metric.number(
            new LocalizedText("epochs", "轮数"), 0, run -> run.settings().epochs());

    @Override
    public String name() {
        return "ladder";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("What raises accuracy further?", "还有什么能提高准确率？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "The small network can be improved step by step: smaller kernels, batch normalisation, other activations, a"
                        + " lighter classifier, augmentation, a learning-rate schedule, skip connections, depth and width.",
                "这个小网络可以一步步改进：更小的卷积核、批归一化、其他激活函数、更轻的分类头、数据增强、学习率调度、跳跃连接、加深和加宽。");
    }

    private static int images(Width width) {
        return width.choose(4_000, 0);
    }

    /** Epochs of {@code cifar-net} that all others spend the multiply-adds of. */
    private static int epochs(Width width) {
        return width.choose(20, 16);
    }

    @Override
    public QuestionPlan plan(Width width) {
        List<Variant> ladder = new ArrayList<>();
        ladder.add(
                variant(width, START, new LocalizedText("cifar-net", "cifar-net"), EnumSet.noneOf(LadderStep.class)));
        for (LadderStep step : LadderStep.values()) {
            LocalizedText title = new LocalizedText("+ %s", "+ %s").with(step.title());
            ladder.add(variant(width, "with-" + step.word(), title, step.andAllBefore()));
        }
        List<VariantGroup> groups = new ArrayList<>();
        groups.add(group(new LocalizedText("One step at a time", "一次一步"), VARIES, ladder));
        if (width == Width.FULL) {
            groups.add(group(
                    new LocalizedText("Ablations: the full recipe with one step left out", "消融：从完整方案中去掉一步"),
                    VARIES,
                    leftOut(width, ladder)));
        }
        return new QuestionPlan(
                groups,
                3,
                width.choose(
                        new LocalizedText(
                                "4,000 of the 50,000 training images of CIFAR-10, drawn by the seed; as many multiply-adds as 20"
                                        + " epochs of cifar-net; no ablations; all test images.",
                                "CIFAR-10 的 50,000 张训练图像中由种子抽取的 4,000 张；乘加次数与 cifar-net 的 20 轮相同；只逐步叠加，不做消融；全部测试图像。"),
                        new LocalizedText(
                                "All 50,000 training images of CIFAR-10; as many multiply-adds as 16 epochs of cifar-net; all"
                                        + " test images.",
                                "CIFAR-10 全部 50,000 张训练图像；乘加次数与 cifar-net 的 16 轮相同；全部测试图像。")));
    }

    private static VariantGroup group(LocalizedText title, Set<String> varies, List<Variant> variants) {
        return new VariantGroup(
                title, varies, List.of(Metric.TEST_ACCURACY, Metric.GAP, PARAMETERS, EPOCHS, COMPUTE), variants);
    }

    private List<Variant> leftOut(Width width, List<Variant> ladder) {
        List<Variant> variants = new ArrayList<>();
        variants.add(ladder.get(ladder.size() - 1));
        for (LadderStep step : LadderStep.values()) {
            // All networks above the start pad their images.
            if (step != LadderStep.EPOCHS && step != LadderStep.PADDING) {
                LocalizedText title = new LocalizedText("without %s", "去掉%s").with(step.title());
                variants.add(variant(width, "without-" + step.word(), title, step.allOthers()));
            }
        }
        return variants;
    }

    private Variant variant(Width width, String name, LocalizedText title, Set<LadderStep> taken) {
        NetworkDefinition network = LadderStep.network(name, taken);
        TrainingSettings settings = LadderStep.settings(taken).withTrainImages(images(width));
        return Variant.of(name(), name, title, experiment -> {
            Experiment complete = experiment
                    .question(title().english())
                    .data(DataSets.CIFAR10)
                    .network(network)
                    .settings(settings);
            return complete.settings(settings.withEpochs(affordable(complete, width, taken)));
        });
    }

    /** So many epochs as the compute of the start pays for, at least one. */
    private static int affordable(Experiment experiment, Width width, Set<LadderStep> taken) {
        if (taken.isEmpty()) {
            return epochs(width);
        }
        Experiment start = experiment.network(LadderStep.network(START, EnumSet.noneOf(LadderStep.class)));
        double budget = (double) epochs(width) * Choices.summary(start).multiplyAdds();
        long once = Math.max(1, Math.round(budget / Choices.summary(experiment).multiplyAdds()));
        return Math.toIntExact(taken.contains(LadderStep.EPOCHS) ? 3 * once : once);
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        Sample start = evidence.sample(START, Metric.TEST_ACCURACY);
        Judgement judged = Judgement.of(
                        List.of(
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "All steps but the last together raise accuracy at equal compute.",
                                                "除最后一步外，所有步骤合在一起，在相同计算量下提高准确率。"),
                                        after(evidence, LadderStep.TEST_VIEWS),
                                        start,
                                        0),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "Batch normalisation raises accuracy at equal compute.",
                                                "批归一化在相同计算量下提高准确率。"),
                                        after(evidence, LadderStep.BATCH_NORM),
                                        after(evidence, LadderStep.PAIRS),
                                        0),
                                new Hypothesis.NotLower(
                                        new LocalizedText(
                                                "The lighter classifier costs no accuracy that matters.",
                                                "更轻的分类头不会使准确率明显下降。"),
                                        after(evidence, LadderStep.LIGHT_HEAD),
                                        after(evidence, LadderStep.DROPOUT),
                                        MARGIN)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "The steps together carry the small network above its start without more compute;"
                                                + " the table tells which of them do the work.",
                                        "这些步骤合起来，不增加计算量就使小网络超过起点；表中可以看出是哪几步起了作用。"),
                                new LocalizedText(
                                        "Not every part of what is said of these steps holds at equal compute.",
                                        "在相同计算量下，关于这些步骤的说法并非全部成立。"),
                                new LocalizedText(
                                        "These runs do not settle what the steps bring at equal compute.",
                                        "这些运行还不能断定各步骤在相同计算量下的作用。")))
                .with(waterfall(evidence))
                .with(DeadUnits.part(
                        evidence,
                        List.of(
                                START,
                                name(LadderStep.PAIRS),
                                name(LadderStep.BATCH_NORM),
                                name(LadderStep.LEAKY_RELU))))
                .without(new LocalizedText(
                        "A step is worth what it adds to those before it; in another order it would be worth something else.",
                        "一步的价值是它在前面各步之上增加的部分；换一个顺序，价值就会不同。"))
                .without(new LocalizedText(
                        "Augmentation, smoothing, dropout and width pay off in long training. At this little compute they may"
                                + " cost more than they bring; cifar-best itself spends far more.",
                        "数据增强、标签平滑、dropout 和加宽要在长时间训练中才见效。在这样小的计算量下它们可能得不偿失；cifar-best 的计算量要大得多。"))
                .without(new LocalizedText(
                        "Epochs are whole numbers, so compute is equal only roughly; the table tells how much each spent.",
                        "轮数是整数，所以计算量只是大致相等；表中给出各自实际的计算量。"));
        return evidence.width() == Width.FULL
                ? judged
                : judged.without(new LocalizedText(
                        "The quick answer leaves out the ablations: the full recipe with one step left out.",
                        "快速回答不包括消融实验，即从完整方案中每次去掉一步。"));
    }

    private static String name(LadderStep step) {
        return "with-" + step.word();
    }

    private static Sample after(Evidence evidence, LadderStep step) throws IOException {
        return evidence.sample(name(step), Metric.TEST_ACCURACY);
    }

    /** What each step adds to the one before. */
    private static AnswerPart waterfall(Evidence evidence) throws IOException {
        List<WaterfallDiagram.Step> drawn = new ArrayList<>();
        List<List<LocalizedText>> rows = new ArrayList<>();
        Sample before = evidence.sample(START, Metric.TEST_ACCURACY);
        drawn.add(drawn(before));
        for (LadderStep step : LadderStep.values()) {
            Sample now = after(evidence, step);
            SeedDifference difference = SeedDifference.of(now, before, LadderStep.values().length);
            drawn.add(drawn(now));
            rows.add(List.of(
                    step.title(),
                    LocalizedText.same(Metric.TEST_ACCURACY.signed(difference.value())),
                    difference.interval(),
                    LocalizedText.same(difference
                            .adjustedPValue()
                            .map(p -> String.format(Locale.ROOT, "%.4f", p))
                            .orElse("–"))));
            before = now;
        }
        return AnswerPart.of(
                new LocalizedText("What each step adds to the one before", "每一步比前一步增加多少"),
                new Block.Picture(
                        new WaterfallDiagram(new LocalizedText("test accuracy (%)", "测试准确率 (%)"), drawn, 1),
                        new LocalizedText(
                                "Each bar goes from the accuracy before the step to that after it; the line is the deviation over"
                                        + " the seeds.",
                                "每根横条从这一步之前的准确率画到之后；细线是各种子的标准差。")),
                new Block.Table(
                        new LocalizedText(
                                "In percentage points, all intervals together at 95 %", "单位：百分点；所有区间的联合置信水平为 95%"),
                        List.of(
                                new LocalizedText("step", "步骤"),
                                new LocalizedText("difference", "差值"),
                                new LocalizedText("95 % interval", "95% 置信区间"),
                                new LocalizedText("adjusted p", "校正后 p")),
                        rows));
    }

    private static WaterfallDiagram.Step drawn(Sample sample) {
        double deviation = sample.bySeed().size() > 1 ? 100 * sample.measured().deviation() : 0;
        return new WaterfallDiagram.Step(sample.title(), 100 * sample.measured().mean(), deviation);
    }
}
