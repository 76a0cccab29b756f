package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * The results of several seeds of one experiment, with mean and sample standard deviation (divisor n - 1).
 *
 * @param runs that are done, at least two
 */
record SeedTable(List<RecordedRun> runs) {

    static SeedTable of(List<Run> runs) throws IOException {
        List<RecordedRun> recorded = new ArrayList<>();
        for (Run run : runs) {
            recorded.add(RecordedRun.of(run));
        }
        return new SeedTable(recorded);
    }

    @Override
    public String toString() {
        TextTable table = new TextTable("seed", "accuracy", "test loss", "training", "images/s");
        for (RecordedRun run : runs) {
            Result result = run.result().orElseThrow();
            RunRecord.Timings timings = run.timings().orElseThrow();
            table.row(
                    String.valueOf(run.seed().value()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * result.accuracy()),
                    String.format(Locale.ROOT, "%.4f", result.averageLoss()),
                    String.format(Locale.ROOT, "%.2f s", timings.trainSeconds()),
                    String.format(Locale.ROOT, "%,.0f", timings.trainImagesPerSecond()));
        }
        return String.format(
                Locale.ROOT,
                "%n%s, %d seeds%n%sAccuracy %s %%, loss %s (mean %s sample standard deviation)",
                runs.get(0).experiment(),
                runs.size(),
                table,
                Terminal.text(accuracy(), 100, 2),
                Terminal.text(MeanAndDeviation.of(results(), Result::averageLoss), 1, 4),
                Terminal.plusMinus());
    }

    /** Of the test accuracies, in [0, 1]. */
    MeanAndDeviation accuracy() {
        return MeanAndDeviation.of(results(), Result::accuracy);
    }

    private List<Result> results() {
        return runs.stream().flatMap(run -> run.result().stream()).toList();
    }
}
