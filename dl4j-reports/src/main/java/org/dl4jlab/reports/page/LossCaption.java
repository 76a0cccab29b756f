package org.dl4jlab.reports.page;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What makes a training loss another quantity than the validation and test loss that are drawn beside it, in words. */
public final class LossCaption {

    private static final String SMOOTHING = "labelSmoothing";

    private LossCaption() {}

    /**
     * One sentence for each setting of a run that changes what its training loss measures; empty if there is none.
     *
     * @param settings by name, as the run recorded them
     * @param classes of the data; 0 if unknown
     */
    static String of(Map<String, Object> settings, int classes) {
        StringBuilder caption = new StringBuilder();
        smoothingFloor(settings, classes)
                .ifPresent(floor -> caption.append(String.format(
                        Locale.ROOT,
                        " Label smoothing of %s puts a floor of %.3f under the training loss; validation and test loss"
                                + " have none.",
                        number(settings, SMOOTHING),
                        floor)));
        if (number(settings, "mixUp") > 0 || number(settings, "cutMix") > 0) {
            caption.append(" Training images are mixed with others, labels too, so that their loss cannot reach 0.");
        }
        Object weights = settings.get("classWeights");
        if (weights != null && !"none".equals(weights.toString())) {
            caption.append(" The training loss of each class counts by its weight; validation and test loss are plain"
                    + " means.");
        }
        return caption.toString().strip();
    }

    /**
     * The lowest cross-entropy that a smoothed label allows, which is its own entropy, in nats; empty without label smoothing.
     *
     * @param settings by name, as the run recorded them
     * @param classes of the data; 0 if unknown
     */
    public static OptionalDouble smoothingFloor(Map<String, Object> settings, int classes) {
        double smoothing = number(settings, SMOOTHING);
        if (!(smoothing > 0 && smoothing <= 1) || classes < 2) {
            return OptionalDouble.empty();
        }
        double other = smoothing / classes;
        double own = 1 - smoothing + other;
        return OptionalDouble.of(-own * Math.log(own) - (classes - 1) * other * Math.log(other));
    }

    private static double number(Map<String, Object> settings, String name) {
        return settings.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
