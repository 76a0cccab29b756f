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
 * The results of the folds of a cross-validation, with mean and sample standard deviation (divisor n - 1).
 *
 * @param records of finished runs, one a fold
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
        String plusMinus = Terminal.canPrint("±") ? "±" : "+/-";
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s, seed %d, cross-validation of %d folds%n%6s  %8s  %10s  %9s%n",
                records.get(0).experiment(),
                records.get(0).seed(),
                records.size(),
                "fold",
                "images",
                "accuracy",
                "loss"));
        for (int fold = 1; fold <= records.size(); fold++) {
            RunRecord.Result result = records.get(fold - 1).result();
            table.append(String.format(
                    Locale.ROOT,
                    "%6d  %,8d  %8.2f %%  %9.4f%n",
                    fold,
                    result.images(),
                    100 * result.accuracy(),
                    result.averageLoss()));
        }
        MeanAndDeviation accuracy = MeanAndDeviation.of(records, r -> r.result().accuracy());
        MeanAndDeviation loss = MeanAndDeviation.of(records, r -> r.result().averageLoss());
        return table.append(String.format(
                        Locale.ROOT,
                        "Accuracy %.2f %s %.2f %%, loss %.4f %s %.4f (mean %s sample standard deviation of the folds)",
                        100 * accuracy.mean(),
                        plusMinus,
                        100 * accuracy.deviation(),
                        loss.mean(),
                        plusMinus,
                        loss.deviation(),
                        plusMinus))
                .toString();
    }
}
