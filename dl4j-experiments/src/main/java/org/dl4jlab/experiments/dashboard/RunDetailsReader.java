package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dl4jlab.reports.page.LossCaption;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.internal.evaluation.Calibration;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.PredictionTable;
import org.dl4jlab.training.internal.run.ProgressTable;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.ui.run.ConfusionMatrix;
import org.dl4jlab.ui.run.LiveProgress;
import org.dl4jlab.ui.run.Misclassification;
import org.dl4jlab.ui.run.ReliabilityBin;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.run.RunState;
import org.dl4jlab.ui.run.RunSummary;
import org.dl4jlab.ui.server.LocalizedText;

/** Puts together what the dashboard shows of a run from its files. Used by one thread at a time. */
final class RunDetailsReader {

    /** One small table a run. */
    private static final int TABLES = 5_000;
    /** Series and test results are larger, and only pages of single runs show them. */
    private static final int LARGE_TABLES = 40;

    private static final int WORST = 24;
    private static final String UNKNOWN = "–";
    private static final LocalizedText SMOOTHED = new LocalizedText(
            "Label smoothing puts a floor of %.3f under the training loss.", "使用标签平滑时，训练损失不会低于 %.3f。");

    /** The part of a test's predictions that is shown. */
    private record TestResult(int[][] confusion, List<ReliabilityBin> reliability, List<Worst> worst) {}

    private record Worst(int index, int label, int predicted, double probability, double loss) {}

    private final FileCache<ProgressTable> progress = new FileCache<>(LARGE_TABLES, ProgressTable::read);
    private final FileCache<MetricsTable> metrics = new FileCache<>(TABLES, MetricsTable::read);
    private final FileCache<LossSeries> losses = new FileCache<>(LARGE_TABLES, LossSeries::read);
    private final FileCache<TestResult> tests = new FileCache<>(LARGE_TABLES, RunDetailsReader::readTest);

    RunSummary summary(ListedRun run) {
        RecordedRun recorded = run.run();
        RunState state = run.state();
        boolean unfinished = recorded.timings().isEmpty();
        // Finished runs have all their row needs in run.json: a leaderboard of hundreds reads nothing else.
        Optional<ProgressTable.Row> newest =
                unfinished ? last(progress.get(run.folder().progressFile())) : Optional.empty();
        Optional<MetricsTable.Row> epoch =
                metrics.get(run.folder().metricsFile()).flatMap(table -> last(table.rows()));
        return new RunSummary(
                run.id(),
                run.group(),
                experiment(recorded),
                recorded.data().map(RunRecord.Data::title).orElse(UNKNOWN),
                recorded.network().map(RunRecord.Network::name).orElse(UNKNOWN),
                recorded.network().map(RunRecord.Network::parameters).orElse(0L),
                recorded.seed().value(),
                state,
                wholeEpochs(run, epoch, newest),
                recorded.count("epochs"),
                recorded.result().stream().mapToDouble(Result::accuracy).findFirst(),
                metrics.get(run.folder().metricsFile())
                        .map(table -> validation(table.rows()))
                        .orElse(OptionalDouble.empty()),
                speed(recorded, newest),
                recorded.started(),
                elapsed(run, state, newest),
                newest.filter(row -> state == RunState.RUNNING)
                        .map(row -> new LiveProgress(
                                row.step(), row.images(), run.totalImages(), OptionalDouble.of(row.loss()))));
    }

    /** Epochs that are done; one within which a run stopped has a row of its own, and is none. */
    private static int wholeEpochs(
            ListedRun run, Optional<MetricsTable.Row> epoch, Optional<ProgressTable.Row> newest) {
        int rows = epoch.map(MetricsTable.Row::epoch).orElse(0);
        int perEpoch = run.imagesPerEpoch();
        boolean known = newest.isPresent() && perEpoch > 0 && run.state() == RunState.INTERRUPTED;
        // A line is not written for each step, so the newest may lie a little before the end of an epoch.
        return known ? (int) Math.min(rows, (newest.get().images() + perEpoch / 10) / perEpoch) : rows;
    }

    /** The newest that was measured: a run that stops within an epoch has a last row without one. */
    private static OptionalDouble validation(List<MetricsTable.Row> rows) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.get(i).validationAccuracy() != null) {
                return OptionalDouble.of(rows.get(i).validationAccuracy());
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble speed(RecordedRun run, Optional<ProgressTable.Row> newest) {
        return run
                .timings()
                .map(RunRecord.Timings::trainImagesPerSecond)
                .filter(speed -> speed > 0)
                .or(() -> newest.filter(row -> row.seconds() > 0).map(ProgressTable.Row::imagesPerSecond))
                .stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static Duration elapsed(ListedRun run, RunState state, Optional<ProgressTable.Row> newest) {
        Optional<Instant> end = run.run()
                .finished()
                .or(() -> state == RunState.RUNNING ? Optional.of(Instant.now()) : Optional.empty());
        if (end.isPresent()) {
            return Duration.between(run.run().started(), end.get());
        }
        return Duration.ofMillis(
                newest.map(row -> (long) (1000 * row.seconds())).orElse(0L));
    }

    RunDetails of(ListedRun run) {
        RunFolder folder = run.folder();
        List<ProgressTable.Row> steps =
                progress.get(folder.progressFile()).map(ProgressTable::rows).orElse(List.of());
        List<MetricsTable.Row> epochs =
                metrics.get(folder.metricsFile()).map(MetricsTable::rows).orElse(List.of());
        Optional<TestResult> test = tests.get(folder.predictionsFile()).filter(t -> fits(t, run));
        return new RunDetails(
                summary(run),
                RunMessage.of(run),
                RunProperties.of(run.run()),
                // A continued run has the losses of its first part there.
                RunCurves.of(
                        run.state() == RunState.RUNNING ? Optional.empty() : losses.get(folder.lossesFile()),
                        steps,
                        epochs),
                lossNote(run.run()),
                test.map(t -> new ConfusionMatrix(run.run().classNames(), t.confusion())),
                test.map(TestResult::reliability).orElse(List.of()),
                test.map(t -> mistakes(t, run.run().classNames())).orElse(List.of()),
                new PictureFiles(folder).titles(),
                run.canBeAsked(),
                LogTail.read(folder.logFile()));
    }

    private static Optional<LocalizedText> lossNote(RecordedRun run) {
        OptionalDouble floor = LossCaption.smoothingFloor(
                run.recordedSettings(), run.classNames().size());
        return floor.isEmpty() ? Optional.empty() : Optional.of(SMOOTHED.with(floor.getAsDouble()));
    }

    private static TestResult readTest(Path file) throws IOException {
        Evaluation evaluation = PredictionTable.read(file);
        List<Worst> worst = evaluation.worstErrors(WORST).stream()
                .map(p -> new Worst(p.index(), p.label(), p.predicted(), p.confidence(), p.loss()))
                .toList();
        List<ReliabilityBin> reliability = Calibration.of(ScoredImages.of(evaluation)).bins().stream()
                .map(bin -> new ReliabilityBin(bin.low(), bin.high(), bin.images(), bin.confidence(), bin.accuracy()))
                .toList();
        return new TestResult(evaluation.confusion(), reliability, worst);
    }

    /** Predictions that belong to another data set must not be shown under this one's class names. */
    private static boolean fits(TestResult test, ListedRun run) {
        return run.run().classNames().size() == test.confusion().length;
    }

    private static List<Misclassification> mistakes(TestResult test, List<String> classes) {
        return test.worst().stream()
                .map(w -> new Misclassification(
                        w.index(),
                        Optional.empty(),
                        classes.get(w.label()),
                        classes.get(w.predicted()),
                        w.probability(),
                        w.loss()))
                .toList();
    }

    private static Optional<ProgressTable.Row> last(Optional<ProgressTable> table) {
        return table.flatMap(t -> last(t.rows()));
    }

    private static <T> Optional<T> last(List<T> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1));
    }

    /** Folds of one cross-validation have name and seed in common. */
    private static String experiment(RecordedRun run) {
        return run.count("folds") > 0
                ? run.experiment() + ", fold " + run.count("fold") + " of " + run.count("folds")
                : run.experiment();
    }
}
