package org.dl4jlab.experiments.ask.judge;

import java.util.Collection;
import org.dl4jlab.ui.server.LocalizedText;

/** What runs say of a claim. */
public enum Outcome {
    SUPPORTED(new LocalizedText("Supported", "得到支持")),
    NOT_SUPPORTED(new LocalizedText("Not supported", "未得到支持")),
    CANNOT_BE_TOLD(new LocalizedText("Cannot be told from these runs", "这些运行无法判断"));

    private final LocalizedText title;

    Outcome(LocalizedText title) {
        this.title = title;
    }

    public LocalizedText title() {
        return title;
    }

    /** A claim holds if all that it predicts does, fails if one prediction does, and is open otherwise. */
    public static Outcome ofAll(Collection<Outcome> predictions) {
        if (predictions.contains(NOT_SUPPORTED)) {
            return NOT_SUPPORTED;
        }
        return predictions.isEmpty() || predictions.contains(CANNOT_BE_TOLD) ? CANNOT_BE_TOLD : SUPPORTED;
    }
}
