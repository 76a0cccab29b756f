package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.reports.page.MeanAndDeviation;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * The results of several seeds of one experiment, with mean and sample standard deviation (divisor n - 1).
 *
 * @param records of finished runs, at least two
 */
record SeedTable(List<RunRecord> records) {

    static SeedTable of(List<Run> runs) throws IOException {
        List<RunRecord> records = new ArrayList<>();
        for (Run run : runs) {
            records.add(RecordedRun.of(run).record());
        }
        return new SeedTable(records);
    }

    /** Mean test accuracy, in [0, 1]. */
    double meanAccuracy() {
        return accuracy().mean();
    }

    /** Sample standard deviation of the test accuracy. */
    double accuracyDeviation() {
        return accuracy().deviation();
    }

    @Override
    public String toString() {
        String plusMinus = Terminal.canPrint("±") ? "±" : "+/-";
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s, %d seeds%n%6s  %10s  %9s  %10s  %9s%n",
                records.get(0).experiment(),
                records.size(),
                "seed",
                "accuracy",
                "test loss",
                "training",
                "images/s"));
        for (RunRecord r : records) {
            table.append(String.format(
                    Locale.ROOT,
                    "%6d  %8.2f %%  %9.4f  %8.2f s  %,9.0f%n",
                    r.seed(),
                    100 * r.result().accuracy(),
                    r.result().averageLoss(),
                    r.timings().trainSeconds(),
                    r.timings().trainImagesPerSecond()));
        }
        MeanAndDeviation loss = MeanAndDeviation.of(records, r -> r.result().averageLoss());
        return table.append(String.format(
                        Locale.ROOT,
                        "Accuracy %.2f %s %.2f %%, loss %.4f %s %.4f (mean %s sample standard deviation)",
                        100 * meanAccuracy(),
                        plusMinus,
                        100 * accuracyDeviation(),
                        loss.mean(),
                        plusMinus,
                        loss.deviation(),
                        plusMinus))
                .toString();
    }

    private MeanAndDeviation accuracy() {
        return MeanAndDeviation.of(records, r -> r.result().accuracy());
    }
}
