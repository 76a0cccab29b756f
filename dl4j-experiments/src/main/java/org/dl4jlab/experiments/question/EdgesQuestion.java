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
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Does a convolution find edges? The filters of the first convolution before and after training: whether neighbouring weights
 * belong together, and how strongly an edge drives them compared with an even surface.
 */
public final class EdgesQuestion implements Question {

    private static final String LONG = "trained";
    private static final String SHORT = "briefly";

    @Override
    public String name() {
        return "edges";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("Does a convolution learn to find edges?", "卷积会学到边缘检测吗？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "The filters of the first convolution become edge detectors by training.", "经过训练，第一层卷积的滤波器会成为边缘检测器。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        int images = width.choose(20_000, 60_000);
        return new QuestionPlan(
                List.of(new VariantGroup(
                        new LocalizedText("Training, long and short", "较长与较短的训练"),
                        Set.of("epochs"),
                        List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY),
                        List.of(
                                variant(LONG, width.choose(3, 10), images, "trained", "充分训练"),
                                variant(SHORT, 1, images, "after one epoch", "训练一轮")))),
                5,
                width.choose(
                        new LocalizedText(
                                "20,000 of the 60,000 training images of MNIST, drawn by the seed, and 3 epochs; all test images.",
                                "MNIST 的 60,000 张训练图像中由种子抽取的 20,000 张，训练 3 轮；全部测试图像。"),
                        new LocalizedText(
                                "All 60,000 training images of MNIST and 10 epochs; all test images.",
                                "MNIST 全部 60,000 张训练图像，训练 10 轮；全部测试图像。")));
    }

    private Variant variant(String name, int epochs, int images, String english, String chinese) {
        return Variant.of(
                name(),
                name,
                new LocalizedText(english, chinese),
                e -> e.question(title().english())
                        .data(DataSets.MNIST)
                        .network(Networks.SIMPLE_CNN)
                        .settings(TrainingSettings.defaults()
                                .withEpochs(epochs)
                                .withTrainImages(images)
                                .withLearningRate(0.05)));
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        FirstFilters filters = FirstFilters.measure(evidence, LONG);
        return Judgement.of(
                        List.of(
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "Training makes neighbouring weights of a filter more alike than they began.",
                                                "训练使滤波器中相邻的权重比初始时更相近。"),
                                        filters.likenessAfter(),
                                        filters.likenessBefore(),
                                        0),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "Training makes an edge drive a filter more strongly, compared with an even surface.",
                                                "训练使滤波器对边缘的响应相对于均匀表面更强。"),
                                        filters.edgeAfter(),
                                        filters.edgeBefore(),
                                        0)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "Training turns random filters into smooth ones that prefer edges.",
                                        "训练把随机滤波器变成平滑的、偏好边缘的滤波器。"),
                                new LocalizedText(
                                        "A part of what is said of filters and edges does not hold in these runs.",
                                        "关于滤波器与边缘的说法有一部分在这些运行中不成立。"),
                                new LocalizedText(
                                        "Whether training makes edge detectors is not settled by these runs.",
                                        "这些运行还不能断定训练是否产生边缘检测器。")))
                .with(filters.part())
                .without(new LocalizedText(
                        "Six filters of 5x5 weights on digits; larger networks on photographs have filters for colours and"
                                + " textures too.",
                        "只有六个 5×5 的滤波器，训练数据是手写数字；在照片上训练的大网络还有颜色和纹理滤波器。"))
                .without(new LocalizedText(
                        "An edge is a step between two even halves here, in sixteen directions through the middle of the filter.",
                        "这里的边缘是穿过滤波器中心、两侧均匀的阶跃，共十六个方向。"));
    }
}
