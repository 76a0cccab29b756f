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
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Is a convolutional network better at equal size because it uses that neighbouring pixels belong together? A fully connected and
 * a convolutional network of nearly equal size on MNIST, with the pixels in place and permuted.
 */
public final class LocalityQuestion implements Question {

    private static final Set<String> NETWORK = Set.of("network");

    @Override
    public String name() {
        return "locality";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("Why is a convolutional network of equal size better?", "参数量相近时，卷积网络为什么更好？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText(
                "With nearly as many parameters, the convolutional network beats the fully connected one, because it uses locality: once"
                        + " the pixels of all images are permuted in the same way, the advantage is gone.",
                "参数量相近时卷积网络优于全连接网络，因为它利用了局部性：把所有图像的像素按同一方式打乱后，优势就消失了。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        TrainingSettings settings = TrainingSettings.defaults().withEpochs(1);
        List<Metric> metrics = List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.TEST_LOSS);
        Variant dense = variant("dense", "fully connected", "全连接", Networks.FC2_LAYER, settings, false);
        Variant convolution = variant("convolution", "convolutional", "卷积", Networks.SIMPLE_CNN, settings, false);
        Variant densePermuted =
                variant("dense-permuted", "fully connected, permuted", "全连接，像素打乱", Networks.FC2_LAYER, settings, true);
        Variant convolutionPermuted = variant(
                "convolution-permuted", "convolutional, permuted", "卷积，像素打乱", Networks.SIMPLE_CNN, settings, true);
        Set<String> permutation = Set.of("permutedPixels");
        return new QuestionPlan(
                List.of(
                        new VariantGroup(
                                new LocalizedText("Pixels in place", "像素在原位"),
                                NETWORK,
                                metrics,
                                List.of(dense, convolution)),
                        new VariantGroup(
                                new LocalizedText("Pixels permuted", "像素打乱"),
                                NETWORK,
                                metrics,
                                List.of(densePermuted, convolutionPermuted)),
                        new VariantGroup(
                                new LocalizedText(
                                        "What the permutation costs the fully connected network", "打乱对全连接网络的影响"),
                                permutation,
                                metrics,
                                List.of(dense, densePermuted)),
                        new VariantGroup(
                                new LocalizedText("What it costs the convolutional network", "打乱对卷积网络的影响"),
                                permutation,
                                metrics,
                                List.of(convolution, convolutionPermuted))),
                width.choose(5, 10),
                new LocalizedText(
                        "All 60,000 training images of MNIST, one epoch, as the lab does; all test images.",
                        "MNIST 全部 60,000 张训练图像，与实验一样训练 1 轮；全部测试图像。"));
    }

    private Variant variant(
            String name,
            String english,
            String chinese,
            NetworkDefinition network,
            TrainingSettings settings,
            boolean permuted) {
        return Variant.of(name(), name, new LocalizedText(english, chinese), e -> {
            Experiment experiment = e.question(title().english())
                    .data(DataSets.MNIST)
                    .network(network)
                    .settings(settings);
            return permuted ? experiment.permutedPixels() : experiment;
        });
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        return Judgement.of(
                        List.of(
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "With the pixels in place, the convolutional network is better.",
                                                "像素在原位时，卷积网络更好。"),
                                        evidence.sample("convolution", Metric.TEST_ACCURACY),
                                        evidence.sample("dense", Metric.TEST_ACCURACY),
                                        0),
                                new Hypothesis.Higher(
                                        new LocalizedText(
                                                "The permutation costs the convolutional network accuracy.",
                                                "打乱像素使卷积网络的准确率下降。"),
                                        evidence.sample("convolution", Metric.TEST_ACCURACY),
                                        evidence.sample("convolution-permuted", Metric.TEST_ACCURACY),
                                        0),
                                new Hypothesis.NotLower(
                                        new LocalizedText(
                                                "Permuted, the convolutional network has no advantage left.",
                                                "像素打乱后，卷积网络不再有优势。"),
                                        evidence.sample("dense-permuted", Metric.TEST_ACCURACY),
                                        evidence.sample("convolution-permuted", Metric.TEST_ACCURACY),
                                        0.005)),
                        new Judgement.Conclusions(
                                new LocalizedText(
                                        "The convolutional network owes its advantage to the place of the pixels: it loses it when"
                                                + " they are permuted.",
                                        "卷积网络的优势来自像素的位置：打乱后优势消失。"),
                                new LocalizedText(
                                        "A part of the claim about locality fails in these runs.",
                                        "关于局部性的论断有一部分在这些运行中不成立。"),
                                new LocalizedText(
                                        "These runs do not settle what locality is worth.", "这些运行还不能断定局部性的作用。")))
                .without(new LocalizedText(
                        "One pair of networks of about 6,400 parameters and one epoch; larger networks and longer training narrow"
                                + " the difference.",
                        "只有一对约 6,400 个参数的网络、训练一轮；网络更大、训练更久时差距会缩小。"))
                .without(new LocalizedText(
                        "Each seed draws a permutation of its own, the same for all images; one permutation may suit a network"
                                + " better than another.",
                        "每个种子使用一种打乱方式，对所有图像相同；不同的打乱方式对网络的影响可能不同。"));
    }
}
