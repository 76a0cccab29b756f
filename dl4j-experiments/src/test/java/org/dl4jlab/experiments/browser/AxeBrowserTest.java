package org.dl4jlab.experiments.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.experiments.dashboard.RunFolders;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterMappers;
import org.dl4jlab.experiments.dashboard.sweeps.ArbiterRecords;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.experiments.dashboard.sweeps.SweepFolders;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.predict.ImagePrediction;
import org.dl4jlab.ui.predict.PredictableRun;
import org.dl4jlab.ui.predict.PredictionException;
import org.dl4jlab.ui.predict.PredictionService;
import org.dl4jlab.ui.sweeps.SweepPages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our pages under axe, which finds what shuts out whoever does not see, or does not use a mouse. */
class AxeBrowserTest {

    @TempDir
    static Path folder;

    private static Chromium browser;
    private static Dashboard dashboard;

    @BeforeAll
    static void start() throws IOException {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Instant begun = Instant.parse("2026-03-01T09:00:00Z");
        for (int seed = 1; seed <= 2; seed++) {
            RunFolder run = new RunFolder(Files.createDirectory(runs.resolve("trial-" + seed)));
            run.write(SmallRuns.started("trial", "?", "run trial", seed, Map.of("epochs", 3), null, begun)
                    .with(new RunRecord.Data(
                            "mnist",
                            "MNIST",
                            List.of(1, 28, 28),
                            List.of("0", "1"),
                            100,
                            0,
                            4,
                            false,
                            Map.of(),
                            SmallRuns.input(1, 28, 28)))
                    .with(new RunRecord.Result(0.75, 0.2, 3, 4))
                    .end(RunStatus.DONE, null, begun.plusSeconds(11)));
            run.write(new MetricsTable(List.of(
                    new MetricsTable.Row(1, 10, 0.1, 2, 1.9, 0.25, 100, 1),
                    new MetricsTable.Row(2, 20, 0.1, 1, 0.9, 0.75, 100, 2))));
            Files.writeString(
                    run.predictionsFile(),
                    "index,label,predicted,loss,p0,p1\n0,0,0,0.1,0.9,0.1\n1,1,1,0.1,0.1,0.9\n2,1,0,2.3,0.9,0.1\n");
            Files.writeString(run.logFile(), "a line of the log\n");
        }
        Files.writeString(Files.createDirectory(runs.resolve("odd")).resolve("run.json"), "{}");
        SweepFolders sweeps = new SweepFolders(Files.createDirectory(folder.resolve("sweeps")), new LiveSweep());
        browser = Chromium.start();
        ArbiterMappers.configure();
        dashboard = Dashboard.start(DashboardOptions.defaults()
                .withRuns(new RunFolders(runs))
                .withPredictor(new Asked())
                .withSection(SweepPages.section(sweeps, new ArbiterRecords(sweeps, name -> Optional.empty()))));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
    }

    private static final class Asked implements PredictionService {
        @Override
        public List<PredictableRun> runs() {
            return List.of(new PredictableRun(
                    "trial-1",
                    "trial",
                    "MNIST",
                    List.of(1, 28, 28),
                    List.of("0", "1"),
                    java.util.OptionalDouble.of(0.75),
                    true,
                    Instant.EPOCH));
        }

        @Override
        public ImagePrediction predict(String run, byte[] image) throws PredictionException {
            throw new PredictionException(NO_RUN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/runs, .board tbody tr",
        "/run/trial-1, .confusion tbody tr",
        "'/compare?run=trial-1&run=trial-2', .sides tbody tr",
        "/draw, canvas.sheet",
        "/train, main h1",
        "/sweeps, main h1",
        "/no/such/page, main h1",
    })
    void noPageHasAViolation(String path, String content) {
        assertThat(new Axe(browser).violations(dashboard.address().resolve(path), content))
                .as(path)
                .isEmpty();
    }
}
