package org.dl4jlab.experiments.ask.judge;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What the runs say of a claim, in two sentences, and why.
 *
 * @param outcome of all predictions together
 * @param conclusion first sentence
 * @param findings one for each prediction
 */
public record Verdict(Outcome outcome, LocalizedText conclusion, List<Finding> findings) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Both sentences. */
    public LocalizedText sentences() {
        return new LocalizedText(
                conclusion.english() + " " + count().english(), conclusion.chinese() + count().chinese());
    }

    /** Second sentence: how many predictions came true, failed, and cannot be told. */
    public LocalizedText count() {
        List<LocalizedText> parts = new ArrayList<>();
        add(parts, Outcome.SUPPORTED, "%d came true", "%d 项成立");
        add(parts, Outcome.NOT_SUPPORTED, "%d did not", "%d 项不成立");
        add(parts, Outcome.CANNOT_BE_TOLD, "%d cannot be told", "%d 项无法判断");
        LocalizedText list = parts.get(0);
        for (LocalizedText part : parts.subList(1, parts.size())) {
            list = new LocalizedText("%s, %s", "%s，%s").with(list, part);
        }
        return new LocalizedText(
                        "Of %d " + (findings.size() == 1 ? "prediction" : "predictions") + " of the claim, %s.",
                        "该论断的 %d 项预测中，%s。")
                .with(findings.size(), list);
    }

    private void add(List<LocalizedText> parts, Outcome outcome, String english, String chinese) {
        long n = findings.stream().filter(f -> f.outcome() == outcome).count();
        if (n > 0) {
            parts.add(new LocalizedText(english, chinese).with(n));
        }
    }
}
