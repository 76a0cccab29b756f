package org.dl4jlab.spark.testing;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.dl4jlab.experiments.ask.Question;
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

/**
 * Whether more epochs help, on a few images.
 *
 * @param name of the question
 * @param seeds of each of its two variants
 * @param fails whether its runs fail before they begin
 */
public record SliceQuestion(String name, int seeds, boolean fails) implements Question {

    @Override
    public LocalizedText title() {
        return LocalizedText.same("Do more epochs help " + name + "?");
    }

    @Override
    public LocalizedText claim() {
        return LocalizedText.same("They do.");
    }

    @Override
    public QuestionPlan plan(Width width) {
        return new QuestionPlan(
                List.of(new VariantGroup(
                        LocalizedText.same("epochs"),
                        Set.of("epochs"),
                        List.of(Metric.TEST_ACCURACY),
                        List.of(variant("few", 2), variant("many", 20)))),
                seeds,
                LocalizedText.same(""));
    }

    private Variant variant(String variant, int epochs) {
        String whole = name + "-" + variant;
        return new Variant(
                variant,
                LocalizedText.same(variant),
                fails
                        ? SliceExperiment.failing(whole, "simple-cnn", epochs)
                        : SliceExperiment.named(whole, "simple-cnn", epochs));
    }

    @Override
    public Judgement judge(Evidence evidence) throws IOException {
        return Judgement.of(
                List.of(new Hypothesis.Higher(
                        claim(),
                        evidence.sample("many", Metric.TEST_ACCURACY),
                        evidence.sample("few", Metric.TEST_ACCURACY),
                        0)),
                new Judgement.Conclusions(
                        LocalizedText.same("They help."),
                        LocalizedText.same("They do not help."),
                        LocalizedText.same("It is open.")));
    }
}
