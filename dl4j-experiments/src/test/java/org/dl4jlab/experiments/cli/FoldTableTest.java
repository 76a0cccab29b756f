package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.junit.jupiter.api.Test;

class FoldTableTest {

    /** Fold 2 of 3 failed: what is done keeps its number, and the mean is not given out as that of all. */
    @Test
    void foldsKeepTheirNumbersWhereOneIsMissing() {
        String table = new FoldTable(List.of(run(1, 0.9), run(3, 0.8))).toString();

        assertThat(table)
                .contains("cross-validation of 3 folds, of which 2 are done", "Accuracy 85.00 ")
                .containsPattern("(?m)^ *1 .*90\\.00 %")
                .containsPattern("(?m)^ *3 .*80\\.00 %")
                .doesNotContainPattern("(?m)^ *2 ");
    }

    @Test
    void aCompleteCrossValidationSaysNothingMore() {
        assertThat(new FoldTable(List.of(run(1, 0.9), run(2, 0.8), run(3, 0.7))).toString())
                .containsPattern("cross-validation of 3 folds\\R");
    }

    private static RecordedRun run(int fold, double accuracy) {
        Map<String, Object> settings = Map.of("folds", 3, "fold", fold);
        RunRecord record = SmallRuns.started(
                        "mnist-cnn", "?", "", 1, settings, new RunRecord.Expected(0, 1), Instant.EPOCH)
                .with(new RunRecord.Result(accuracy, 0.1, 1, 1))
                .with(new RunRecord.Timings(0, 0, 1, 1, 2, 1000));
        return new RecordedRun(new RunFolder(Path.of("f" + fold)), record);
    }
}
