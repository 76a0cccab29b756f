package org.dl4jlab.experiments.ask;

import java.util.List;
import java.util.Set;
import org.dl4jlab.experiments.ask.judge.Judgement;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.VariantGroup;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.training.testing.SliceExperiment;
import org.dl4jlab.ui.server.LocalizedText;

/** Its runs fail while their network is being prepared. */
public final class FailingQuestion implements Question {

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public LocalizedText title() {
        return LocalizedText.same("What fails?");
    }

    @Override
    public LocalizedText claim() {
        return LocalizedText.same("This.");
    }

    @Override
    public QuestionPlan plan(Width width) {
        return new QuestionPlan(
                List.of(new VariantGroup(
                        LocalizedText.same("epochs"),
                        Set.of("epochs"),
                        List.of(Metric.TEST_ACCURACY),
                        List.of(failing("one", 1), failing("two", 2)))),
                1,
                LocalizedText.same(""));
    }

    private Variant failing(String name, int epochs) {
        return new Variant(
                name, LocalizedText.same(name), SliceExperiment.failing(name() + "-" + name, "fc2layer", epochs));
    }

    @Override
    public Judgement judge(Evidence evidence) {
        throw new AssertionError("there is nothing to judge");
    }
}
