package org.dl4jlab.training.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {

    @TempDir
    Path folder;

    @Test
    void metricsComeBackAsWritten() throws IOException {
        MetricsTable table = new MetricsTable(List.of(
                new MetricsTable.Row(1, 938, 0.01, 0.6523, null, null, 71234.5, 0.842),
                new MetricsTable.Row(2, 1876, 0.001, 0.2, 0.3, 0.91, 70000, 1.7, 0.95, 0.4)));
        RunFolder run = new RunFolder(folder);
        run.write(table);

        assertThat(run.readMetrics()).isEqualTo(table);
        assertThat(Files.readAllLines(run.metricsFile()).get(1)).isEqualTo("1,938,0.01,0.6523,,,71234.5,0.842,,");
    }

    @Test
    void aDamagedTableIsRefusedByFileAndLine() throws IOException {
        RunFolder run = new RunFolder(folder);
        run.write(new MetricsTable(List.of()));
        Files.writeString(run.metricsFile(), Files.readString(run.metricsFile()) + "1,2,3\n");
        assertThatThrownBy(run::readMetrics).isInstanceOf(IOException.class).hasMessageContaining("metrics.csv line 2");

        Files.writeString(run.lossesFile(), "something else\n");
        assertThatThrownBy(run::readLosses).isInstanceOf(IOException.class).hasMessageContaining("losses.csv");

        Files.writeString(run.lossesFile(), "step,loss\n1;2\n");
        assertThatThrownBy(run::readLosses).isInstanceOf(IOException.class).hasMessageContaining("line 2");

        Files.writeString(run.predictionsFile(), "index,label,predicted,loss,p0,p1\n0,0,0,0.1,0.9\n");
        assertThatThrownBy(run::readEvaluation).isInstanceOf(IOException.class).hasMessageContaining("line 2");
    }

    @Property(tries = 100)
    void everyLossComesBackBitByBit(@ForAll @Size(max = 50) float[] losses) throws IOException {
        int[] steps = new int[losses.length];
        Arrays.setAll(steps, i -> 3 * i + 1);
        Path file = Files.createTempFile("losses", ".csv");
        try {
            Files.writeString(file, new LossSeries(steps, losses).toCsv());
            LossSeries read = LossSeries.read(file);

            assertThat(read.step()).containsExactly(steps);
            assertThat(read.loss()).containsExactly(losses);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void theEvaluationIsRebuiltFromItsPredictions() throws IOException {
        Evaluation evaluation = Evaluation.of(
                2,
                List.of(
                        new Prediction(4, 0, 0, new float[] {0.75f, 0.25f}, 0.28768207),
                        new Prediction(7, 0, 1, new float[] {1e-30f, 1}, 69.07755)));
        RunFolder run = new RunFolder(folder);
        run.write(evaluation);
        Evaluation read = run.readEvaluation();

        assertThat(read.accuracy()).isEqualTo(0.5);
        assertThat(read.averageLoss()).isEqualTo(evaluation.averageLoss());
        assertThat(read.confusion()).isDeepEqualTo(new int[][] {{1, 1}, {0, 0}});
        assertThat(read.predictions().get(1).index()).isEqualTo(7);
        assertThat(read.predictions().get(1).probabilities()).containsExactly(1e-30f, 1);
    }
}
