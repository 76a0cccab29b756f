package org.dl4jlab.ui.run;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What a run's page shows.
 *
 * @param message why the run failed or stopped, or what is to be known of it
 * @param facts in reading order: metrics, the configuration, versions, machine
 * @param curves loss, accuracy, learning rate, …
 * @param lossNote what makes the training loss another quantity than the losses that are drawn beside it
 * @param confusion on test data, after the run
 * @param reliability on test data, from the lowest confidence to the highest; empty before the test
 * @param mistakes the worst errors first
 * @param pictures samples, augmentation and the like
 * @param canBeAsked whether its network can be asked about pictures
 * @param log the last lines of the run's log, oldest first
 */
public record RunDetails(
        RunSummary summary,
        Optional<LocalizedText> message,
        List<Fact> facts,
        List<Curve> curves,
        Optional<LocalizedText> lossNote,
        Optional<ConfusionMatrix> confusion,
        List<ReliabilityBin> reliability,
        List<Misclassification> mistakes,
        List<PictureTitle> pictures,
        boolean canBeAsked,
        List<String> log) {

    public RunDetails {
        Objects.requireNonNull(summary);
        Objects.requireNonNull(message);
        Objects.requireNonNull(lossNote);
        Objects.requireNonNull(confusion);
        facts = List.copyOf(facts);
        reliability = List.copyOf(reliability);
        curves = List.copyOf(curves);
        mistakes = List.copyOf(mistakes);
        pictures = List.copyOf(pictures);
        log = List.copyOf(log);
    }
}
