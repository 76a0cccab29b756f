package org.dl4jlab.ui.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run's page shows.
 *
 * @param message why the run failed or stopped, or what is to be known of it
 * @param settings name to value in reading order: the configuration, versions, machine
 * @param curves loss, accuracy, learning rate, …
 * @param confusion on test data, after the run
 * @param mistakes the worst errors first
 * @param pictures samples, augmentation and the like
 * @param log the last lines of the run's log, oldest first
 */
public record RunDetails(
        RunSummary summary,
        Optional<String> message,
        Map<String, String> settings,
        List<Curve> curves,
        Optional<ConfusionMatrix> confusion,
        List<Misclassification> mistakes,
        List<PictureTitle> pictures,
        List<String> log) {

    public RunDetails {
        Objects.requireNonNull(summary);
        Objects.requireNonNull(message);
        Objects.requireNonNull(confusion);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        curves = List.copyOf(curves);
        mistakes = List.copyOf(mistakes);
        pictures = List.copyOf(pictures);
        log = List.copyOf(log);
    }
}
