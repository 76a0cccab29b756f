package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.reports.compare.MeanAndDeviation;
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
        TextTable table = new TextTable("seed", "accuracy", "test loss", "training", "images/s");
        for (RunRecord r : records) {
            table.row(
                    String.valueOf(r.seed()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * r.result().accuracy()),
                    String.format(Locale.ROOT, "%.4f", r.result().averageLoss()),
                    String.format(Locale.ROOT, "%.2f s", r.timings().trainSeconds()),
                    String.format(Locale.ROOT, "%,.0f", r.timings().trainImagesPerSecond()));
        }
        return String.format(
                Locale.ROOT,
                "%n%s, %d seeds%n%sAccuracy %s %%, loss %s (mean %s sample standard deviation)",
                records.get(0).experiment(),
                records.size(),
                table,
                Terminal.text(accuracy(), 100, 2),
                Terminal.text(MeanAndDeviation.of(records, r -> r.result().averageLoss()), 1, 4),
                Terminal.plusMinus());
    }

    private MeanAndDeviation accuracy() {
        return MeanAndDeviation.of(records, r -> r.result().accuracy());
    }
}
