package org.dl4jlab.sweeps;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dl4jlab.sweeps.record.CandidateRecord;

/** A candidate in one line of text. */
public final class CandidateLine {

    private CandidateLine() {}

    /** @param best of all so far */
    static String of(CandidateRecord c, Optional<CandidateRecord> best) {
        String what = switch (c.status()) {
            case DONE -> percent(c.score());
            case PRUNED -> percent(c.score()) + ", stopped early";
            case DIVERGED -> "diverged: " + c.reason();
            case FAILED -> "failed: " + c.reason();
        };
        boolean leads = best.isPresent() && best.get().index() == c.index();
        return String.format(
                Locale.ROOT,
                "Candidate %d: %s (%s), %d epoch%s, %.1f s%s%s",
                c.index(),
                what,
                hyperparameters(c),
                c.epochs(),
                c.epochs() == 1 ? "" : "s",
                c.seconds(),
                c.host() == null ? "" : " on " + c.host(),
                leads ? ", the best so far" : "");
    }

    /** The hyperparameters, as in {@code learningRate=0.0123, batch=64}. */
    public static String hyperparameters(CandidateRecord c) {
        return c.hyperparameters().entrySet().stream()
                .map(e -> e.getKey() + "=" + value(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** A value with three significant digits at most. */
    public static String value(Object value) {
        return value instanceof Double number ? trimmed(number) : String.valueOf(value);
    }

    private static String trimmed(double number) {
        String text = String.format(Locale.ROOT, "%.3g", number);
        return text.contains("e") || !text.contains(".")
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
