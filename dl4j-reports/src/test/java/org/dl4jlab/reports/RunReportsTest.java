package org.dl4jlab.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jlab.reports.page.RunReport;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.EvaluatedRun;
import org.dl4jlab.training.internal.runner.EvaluationListener;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listening reports make of a real, short run. */
class RunReportsTest {

    private static final Experiment CNN = SliceExperiment.of("simple-cnn", false);

    @TempDir
    Path runs;

    @Test
    void aRunGetsItsPicturesAndItsReport() throws IOException {
        RunFolder folder = train(new RunReports()).folder();

        assertThat(folder.reportFile()).content().contains("</html>").contains("pictures");
        assertThat(folder.pictures())
                .isDirectoryContaining("glob:**/samples.png")
                .isDirectoryContaining("glob:**/test-predictions.png")
                .isDirectoryContaining("glob:**/filters.png")
                .isDirectoryContaining("glob:**/feature-maps.png");
        byte[] page = Files.readAllBytes(folder.reportFile());
        assertThat(Files.readAllBytes(RunReport.write(folder.path())))
                .as("the page of the folder alone")
                .isEqualTo(page);
    }

    @Test
    void aListenerThatFailsCostsNeitherTheResultNorTheRecord() throws IOException {
        RecordedRun outcome = train(new EvaluationListener() {
            @Override
            public void tested(EvaluatedRun run) {
                throw new IllegalStateException("no pencil");
            }

            @Override
            public void ended(Run run) throws IOException {
                throw new IOException("no paper");
            }
        });

        assertThat(outcome.record().status()).isEqualTo(RunStatus.DONE);
        assertThat(outcome.folder().readRecord()).isEqualTo(outcome.record());
        assertThat(Files.readString(outcome.folder().logFile())).contains("no pencil", "no paper");
    }

    private RecordedRun train(RunListener listener) throws IOException {
        return new ExperimentRunner(runs, LabOptions.defaults().withListener(listener))
                .run(CNN, CNN.settings().withEpochs(1), 1);
    }
}
