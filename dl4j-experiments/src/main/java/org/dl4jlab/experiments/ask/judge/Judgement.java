package org.dl4jlab.experiments.ask.judge;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.experiments.ask.content.AnswerPart;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * How a question judges its evidence. Immutable: begin with {@link #of} and add.
 *
 * @param predictions what must come true if the claim is right
 * @param conclusions first sentence of the verdict for each outcome
 * @param parts what else is shown
 * @param limits what the answer does not show, a sentence each
 */
public record Judgement(
        List<Hypothesis> predictions, Conclusions conclusions, List<AnswerPart> parts, List<LocalizedText> limits) {

    /**
     * The first sentence of the verdict, for each outcome; the second one follows from the findings.
     *
     * @param supported if all predictions came true
     * @param notSupported if one did not
     * @param open if none failed, but one cannot be told
     */
    public record Conclusions(LocalizedText supported, LocalizedText notSupported, LocalizedText open) {

        LocalizedText of(Outcome outcome) {
            return switch (outcome) {
                case SUPPORTED -> supported;
                case NOT_SUPPORTED -> notSupported;
                case CANNOT_BE_TOLD -> open;
            };
        }
    }

    public Judgement {
        predictions = List.copyOf(predictions);
        parts = List.copyOf(parts);
        limits = List.copyOf(limits);
    }

    public static Judgement of(List<Hypothesis> predictions, Conclusions conclusions) {
        return new Judgement(predictions, conclusions, List.of(), List.of());
    }

    /** With one more section of the answer. */
    public Judgement with(AnswerPart part) {
        List<AnswerPart> all = new ArrayList<>(parts);
        all.add(part);
        return new Judgement(predictions, conclusions, all, limits);
    }

    /** With one more sentence about what the answer does not show. */
    public Judgement without(LocalizedText limit) {
        List<LocalizedText> all = new ArrayList<>(limits);
        all.add(limit);
        return new Judgement(predictions, conclusions, parts, all);
    }

    /** What came of the predictions and, from that alone, of the claim. */
    public Verdict verdict() {
        int tests = (int) predictions.stream().filter(Hypothesis::isTest).count();
        List<Finding> findings = predictions.stream()
                .map(prediction -> prediction.judge(Math.max(1, tests)))
                .toList();
        Outcome outcome = Outcome.ofAll(findings.stream().map(Finding::outcome).toList());
        return new Verdict(outcome, conclusions.of(outcome), findings);
    }
}
