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
 * The results of the folds of a cross-validation, with mean and sample standard deviation (divisor n - 1).
 *
 * @param records of finished runs, one per fold
 */
record FoldTable(List<RunRecord> records) {

    static FoldTable of(List<Run> runs) throws IOException {
        List<RunRecord> records = new ArrayList<>();
        for (Run run : runs) {
            records.add(RecordedRun.of(run).record());
        }
        return new FoldTable(records);
    }

    @Override
    public String toString() {
        TextTable table = new TextTable("fold", "images", "accuracy", "loss");
        for (int fold = 1; fold <= records.size(); fold++) {
            RunRecord.Result result = records.get(fold - 1).result();
            table.row(
                    String.valueOf(fold),
                    String.format(Locale.ROOT, "%,d", result.images()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy()),
                    String.format(Locale.ROOT, "%.4f", result.averageLoss()));
        }
        return String.format(
                Locale.ROOT,
                "%n%s, seed %d, cross-validation of %d folds%n%s"
                        + "Accuracy %s %%, loss %s (mean %s sample standard deviation of the folds)",
                records.get(0).experiment(),
                records.get(0).seed(),
                records.size(),
                table,
                Terminal.text(MeanAndDeviation.of(records, r -> r.result().accuracy()), 100, 2),
                Terminal.text(MeanAndDeviation.of(records, r -> r.result().averageLoss()), 1, 4),
                Terminal.plusMinus());
    }
}
