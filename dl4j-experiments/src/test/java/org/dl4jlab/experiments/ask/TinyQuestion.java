package org.dl4jlab.experiments.ask;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.content.CurveDiagram;
import org.dl4jlab.experiments.ask.content.WaterfallDiagram;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.training.testing.SliceExperiment;
import org.dl4jlab.ui.server.LocalizedText;

/** Whether some epochs are better than one, on the images of the slice: an answer within seconds. */
public final class TinyQuestion implements Question {

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public LocalizedText title() {
        return new LocalizedText("Do more epochs help?", "多训练几轮有帮助吗？");
    }

    @Override
    public LocalizedText claim() {
        return new LocalizedText("Six epochs are better than one <& so on>.", "六轮优于一轮。");
    }

    @Override
    public QuestionPlan plan(Width width) {
        return new QuestionPlan(
                List.of(new VariantGroup(
                        new LocalizedText("Epochs", "轮数"),
                        Set.of("epochs"),
                        List.of(Metric.TEST_ACCURACY, Metric.TRAIN_ACCURACY, Metric.TRAINING_SECONDS),
                        List.of(variant("one", 1), variant("six", 6)))),
                width.choose(2, 3),
                new LocalizedText("The images of the slice.", "一小部分图像。"));
    }

    static Variant variant(String name, int epochs) {
        return new Variant(
                name,
                new LocalizedText(name + " of <six>", "第 " + epochs + " 轮"),
                SliceExperiment.named("tiny-" + name, "fc2layer", epochs));
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        LocalizedText text = new LocalizedText("Six are better.", "六轮更好。");
        double[] x = {1, 6};
        double[] y = {
            100 * evidence.sample("one", Metric.TEST_ACCURACY).measured().mean(),
            100 * evidence.sample("six", Metric.TEST_ACCURACY).measured().mean()
        };
        return Judgement.of(
                        List.of(new Hypothesis.Higher(
                                text,
                                evidence.sample("six", Metric.TEST_ACCURACY),
                                evidence.sample("one", Metric.TEST_ACCURACY),
                                0)),
                        new Judgement.Conclusions(
                                new LocalizedText("More epochs help.", "多训练有帮助。"),
                                new LocalizedText("More epochs do not help.", "多训练没有帮助。"),
                                new LocalizedText("It is open.", "尚无定论。")))
                .with(AnswerPart.of(
                        new LocalizedText("Curves", "曲线"),
                        new Block.Text(new LocalizedText("A paragraph.", "一段话。")),
                        new Block.Picture(
                                new CurveDiagram(
                                        List.of(CurveDiagram.Curve.of(new LocalizedText("mean", "均值"), x, y)),
                                        new LocalizedText("epochs", "轮"),
                                        new LocalizedText("accuracy (%)", "准确率 (%)"),
                                        true,
                                        false),
                                new LocalizedText("Below a curve.", "曲线说明。")),
                        new Block.Picture(
                                new WaterfallDiagram(
                                        new LocalizedText("accuracy (%)", "准确率 (%)"),
                                        List.of(
                                                new WaterfallDiagram.Step(new LocalizedText("one", "一"), y[0], 1),
                                                new WaterfallDiagram.Step(new LocalizedText("six", "六"), y[1], 0)),
                                        1),
                                new LocalizedText("Step by step.", "逐步。"))))
                .without(new LocalizedText("Anything else.", "其他任何事情。"));
    }
}
