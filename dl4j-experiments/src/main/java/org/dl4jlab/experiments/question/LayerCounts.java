package org.dl4jlab.experiments.question;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.plan.Choices;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.models.summary.LayerSummary;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.ui.server.LocalizedText;

/** Parameters and multiply-adds of networks that differ in their heads, read off their configurations. */
final class LayerCounts {

    /** Names of the layers with weights that a head may have. */
    private static final Set<String> HEAD = Set.of("classifier", "output");

    private final Map<String, NetworkSummary> summaries = new LinkedHashMap<>();
    private final Map<String, LocalizedText> titles = new LinkedHashMap<>();

    private LayerCounts() {}

    static LayerCounts count(List<Variant> variants) {
        LayerCounts counts = new LayerCounts();
        variants.forEach(variant -> {
            counts.summaries.put(variant.name(), Choices.summary(variant.experiment()));
            counts.titles.put(variant.name(), variant.title());
        });
        return counts;
    }

    long headParameters(String variant) {
        return head(variant).stream().mapToLong(LayerSummary::parameters).sum();
    }

    private long headMultiplyAdds(String variant) {
        return head(variant).stream().mapToLong(LayerSummary::multiplyAdds).sum();
    }

    private List<LayerSummary> head(String variant) {
        return summaries.get(variant).layers().stream()
                .filter(layer -> HEAD.contains(layer.name()))
                .toList();
    }

    AnswerPart part() {
        List<List<LocalizedText>> rows = new ArrayList<>();
        summaries.forEach((variant, summary) -> rows.add(List.of(
                titles.get(variant),
                number(headParameters(variant)),
                number(headMultiplyAdds(variant)),
                number(summary.parameters()),
                number(summary.multiplyAdds()))));
        return AnswerPart.of(
                new LocalizedText("Counted", "计数"),
                new Block.Table(
                        new LocalizedText("For one image", "每张图像"),
                        List.of(
                                new LocalizedText("head", "分类头"),
                                new LocalizedText("parameters of the head", "分类头参数"),
                                new LocalizedText("multiply-adds of the head", "分类头乘加次数"),
                                new LocalizedText("parameters of the network", "网络参数"),
                                new LocalizedText("multiply-adds of the network", "网络乘加次数")),
                        rows),
                new Block.Text(new LocalizedText(
                        "The 1x1 convolution uses each of its weights at every pixel: few parameters, but as many"
                                + " multiply-adds as the dense layer on the flattened map. Pooling first uses them once.",
                        "1×1 卷积在每个像素上都使用同一组权重：参数少，但乘加次数与展平后的全连接一样多。先池化则只用一次。")));
    }

    private static LocalizedText number(long value) {
        return LocalizedText.same(String.format(Locale.ROOT, "%,d", value));
    }
}
