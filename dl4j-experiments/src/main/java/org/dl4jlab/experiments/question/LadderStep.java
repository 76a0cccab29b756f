package org.dl4jlab.experiments.question;

import java.util.EnumSet;
import java.util.Set;
import org.dl4jlab.models.network.CifarNetLadder;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.AveragingSettings;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.activations.Activation;

/** The steps from {@code cifar-net} to a better network and a better training, in the order in which they are taken. */
enum LadderStep {
    PADDING("padding", "填充"),
    PAIRS("3x3 pairs", "3×3 卷积对"),
    BATCH_NORM("BatchNorm", "批归一化"),
    LEAKY_RELU("LeakyReLU", "LeakyReLU"),
    DROPOUT("dropout", "dropout"),
    LIGHT_HEAD("lighter classifier", "更轻的分类头"),
    AUGMENTATION("crop and flip", "裁剪和翻转"),
    LABEL_SMOOTHING("label smoothing", "标签平滑"),
    SCHEDULE("one-cycle schedule up to 0.01", "单周期学习率（最高 0.01）"),
    SHORTCUTS("skip connections", "跳跃连接"),
    DEPTH("deeper", "更深"),
    WIDTH("wider", "更宽"),
    AVERAGING("averaged weights", "权重平均"),
    TEST_VIEWS("mirrored test view", "测试时增强（镜像）"),
    EPOCHS("three times the epochs", "三倍轮数");

    private final LocalizedText title;

    LadderStep(String english, String chinese) {
        this.title = new LocalizedText(english, chinese);
    }

    LocalizedText title() {
        return title;
    }

    /** For names of variants. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** All steps up to this one. */
    Set<LadderStep> andAllBefore() {
        return EnumSet.range(values()[0], this);
    }

    /** All steps but this one. */
    Set<LadderStep> allOthers() {
        return EnumSet.complementOf(EnumSet.of(this));
    }

    /** The network with these steps taken; without any, {@code CifarNet} itself. */
    static NetworkDefinition network(String name, Set<LadderStep> taken) {
        if (taken.isEmpty()) {
            return Networks.CIFAR_NET;
        }
        NetworkOptions defaults = Networks.CIFAR_NET
                .defaults()
                .withActivation(taken.contains(LEAKY_RELU) ? Activation.LEAKYRELU : Activation.RELU)
                .withDropout(taken.contains(DROPOUT) ? 0.1 : 0);
        return new NetworkDefinition(
                "ladder-" + name,
                "CifarNetLadder",
                "CifarNet on its way to a better network: " + name + ".",
                defaults,
                NetworkDefinition.Input.IMAGE,
                NetworkDefinition.Kind.GRAPH,
                options -> new NetworkConfiguration.Graph(CifarNetLadder.configure(new CifarNetLadder.Options(
                        options,
                        taken.contains(PAIRS),
                        taken.contains(BATCH_NORM),
                        taken.contains(LIGHT_HEAD),
                        taken.contains(SHORTCUTS),
                        taken.contains(DEPTH) ? 1 : 0,
                        taken.contains(WIDTH) ? 2 : 1))));
    }

    /** The training with these steps taken, but for its epochs. */
    static TrainingSettings settings(Set<LadderStep> taken) {
        TrainingSettings settings = TrainingSettings.of(1, 64).with(OptimizerSettings.adam(1e-3));
        if (taken.contains(AUGMENTATION)) {
            settings = settings.with(AugmentationSettings.cropAndFlip());
        }
        if (taken.contains(LABEL_SMOOTHING)) {
            settings = settings.withLabelSmoothing(0.1);
        }
        if (taken.contains(SCHEDULE)) {
            settings = settings.withLearningRate(1e-2).with(ScheduleSettings.oneCycle(0.1, 0.25, 0.001));
        }
        if (taken.contains(AVERAGING)) {
            settings = settings.withAveraging(AveragingSettings.Averaging.EMA).withAveragingDecay(0.98);
        }
        if (taken.contains(TEST_VIEWS)) {
            settings = settings.withTestViews(TrainingSettings.TestViews.MIRROR);
        }
        return settings;
    }
}
