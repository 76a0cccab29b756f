package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.junit.jupiter.api.Test;

class SeedTableTest {

    @Test
    void meanAndSampleStandardDeviationAreThoseOfTheBook() {
        // 94, 95, 97: mean 95.333, squared deviations sum to 4.6667, divided by 2 gives 2.3333.
        SeedTable table = new SeedTable(List.of(run(1, 0.94), run(2, 0.95), run(3, 0.97)));

        assertThat(table.accuracy().mean()).isCloseTo(0.953333, within(1e-6));
        assertThat(table.accuracy().deviation()).isCloseTo(0.01 * Math.sqrt(7 / 3.0), within(1e-9));
        assertThat(table.toString())
                .contains(
                        "mnist-cnn, 3 seeds",
                        "Accuracy 95.33 " + Terminal.plusMinus() + " 1.53 %",
                        "94.00 %",
                        "95.00 %",
                        "97.00 %");
    }

    private static RecordedRun run(long seed, double accuracy) {
        RunRecord record = SmallRuns.started(
                        "mnist-cnn", "?", "", seed, Map.of(), new RunRecord.Expected(0, 1), Instant.EPOCH)
                .with(new RunRecord.Result(accuracy, 0.1, 1, 1))
                .with(new RunRecord.Timings(0, 0, 1, 1, 2, 1000));
        return new RecordedRun(new RunFolder(Path.of("s" + seed)), record);
    }
}
