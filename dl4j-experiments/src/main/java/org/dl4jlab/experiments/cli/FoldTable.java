package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;

/**
 * The results of the folds of a cross-validation, with mean and sample standard deviation (divisor n - 1).
 *
 * @param runs that are done, one per fold
 */
record FoldTable(List<RecordedRun> runs) {

    static FoldTable of(List<Run> runs) throws IOException {
        List<RecordedRun> recorded = new ArrayList<>();
        for (Run run : runs) {
            recorded.add(RecordedRun.of(run));
        }
        return new FoldTable(recorded);
    }

    @Override
    public String toString() {
        TextTable table = new TextTable("fold", "images", "accuracy", "loss");
        for (RecordedRun run : runs) {
            Result result = run.result().orElseThrow();
            table.row(
                    String.valueOf(run.count("fold")),
                    String.format(Locale.ROOT, "%,d", result.images()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy()),
                    String.format(Locale.ROOT, "%.4f", result.averageLoss()));
        }
        int folds = runs.get(0).count("folds");
        return String.format(
                Locale.ROOT,
                "%n%s, seed %d, cross-validation of %d folds%s%n%s"
                        + "Accuracy %s %%, loss %s (mean %s sample standard deviation of these)",
                runs.get(0).experiment(),
                runs.get(0).seed().value(),
                folds,
                runs.size() == folds ? "" : ", of which " + runs.size() + " are done",
                table,
                Terminal.text(MeanAndDeviation.of(results(), Result::accuracy), 100, 2),
                Terminal.text(MeanAndDeviation.of(results(), Result::averageLoss), 1, 4),
                Terminal.plusMinus());
    }

    private List<Result> results() {
        return runs.stream().flatMap(run -> run.result().stream()).toList();
    }
}
