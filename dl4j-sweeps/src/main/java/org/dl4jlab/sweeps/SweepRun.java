package org.dl4jlab.sweeps;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.sweeps.pruning.SuccessiveHalving;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.Ranking;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.report.SweepReport;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.internal.data.StoppableLoading;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.runner.Listeners;
import org.dl4jlab.training.internal.runner.ValidationRun;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** One sweep on its way from data to record. */
final class SweepRun {

    private static final Logger log = RunLog.logger(SweepRun.class);

    private final SweepFolder folder;
    private final SweepPlan plan;
    private final CandidateSpace space;
    private final Search search;
    private final LabOptions options;
    private final RunListener progress;
    private final StopSignal stop;
    private final SweepListener listener;
    private final Optional<Cluster> cluster;

    /** Asked for when a worker failed: the sweep ends, and whoever resumes it tries the other candidates again. */
    private final StopSignal.Switch abandoned = new StopSignal.Switch();

    /** Guarded by itself; every call to the listener holds it too. */
    private final Map<Integer, CandidateRecord> ended = new TreeMap<>();

    private SweepRecord record;

    SweepRun(
            SweepFolder folder,
            SweepRecord record,
            CandidateSpace space,
            Search search,
            LabOptions options,
            SweepListener listener,
            Optional<Cluster> cluster) {
        this.folder = folder;
        this.record = record;
        this.plan = record.plan();
        this.space = space;
        this.search = search;
        this.options = options;
        this.progress = new Listeners(options.listeners());
        this.stop = options.stop();
        this.listener = listener;
        this.cluster = cluster;
    }

    SweepOutcome execute() throws IOException {
        folder.write(record);
        try {
            LoadedData data = load();
            ValidationRun.requireValidation(plan.settings(), data);
            record = record.with(describe(data));
            folder.write(record);
            search(data);
            if (stop.requested()) {
                return interrupted();
            }
            CandidateRecord winner = Ranking.winner(candidates()).orElseThrow(this::noWinner);
            if (!retrain(winner, data)) {
                return interrupted();
            }
            return end(RunStatus.DONE, null);
        } catch (CancellationException e) {
            return interrupted();
        } catch (RuntimeException | IOException e) {
            log.error(RunLog.FILE_ONLY, stop.requested() ? "Stopped" : "The sweep failed", e);
            if (stop.requested()) {
                return interrupted();
            }
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            endFailed(message, e);
            if (e instanceof IOException unreadable) {
                throw unreadable;
            }
            throw e instanceof SweepException known ? known : new SweepException(message, e);
        }
    }

    private LoadedData load() {
        return StoppableLoading.of(space.space().data(), options.dataStore(), progress, stop);
    }

    private SweepRecord.Data describe(LoadedData data) {
        TrainingSettings settings = plan.settings();
        int images = settings.trainImages() == 0
                ? data.train().size()
                : Math.min(settings.trainImages(), data.train().size());
        ImageView.Split split =
                ImageView.all(data.train()).first(images).split(settings.validationFraction(), plan.seed());
        return new SweepRecord.Data(
                data.spec().title(),
                split.train().size(),
                data.validation().map(ImageView::all).orElse(split.validation()).size(),
                data.spec().classNames().size());
    }

    private void search(LoadedData data) throws IOException {
        List<CandidateRecord> known = folder.readCandidates();
        Optional<SuccessiveHalving> pruning = Optional.ofNullable(plan.pruning())
                .map(p -> new SuccessiveHalving(
                        p.firstRung(), p.reduction(), plan.settings().epochs()));
        pruning.ifPresent(p -> known.forEach(candidate -> {
            candidate.curve().forEach(point -> p.pass(candidate.index(), point.epoch(), point.validationAccuracy()));
            p.end(candidate.index());
        }));
        announce(known.size());
        listener.started(folder, record, search);
        BooleanSupplier late = deadline();
        CandidateQueue queue = new CandidateQueue(
                search,
                plan.candidates(),
                plan.workers(),
                plan.settings().epochs(),
                () -> stopping() || late.getAsBoolean(),
                known,
                this::found);
        CandidateTrainer training = trainer(data, pruning);
        try (RunListener.Task shown = progress.begin("Searching", plan.candidates(), "candidates")) {
            work(queue, training, pruning, shown);
        }
        if (late.getAsBoolean()) {
            log.info("Time is up: no candidate was started after {} minutes.", plan.minutes());
        }
        listener.searched(candidates());
    }

    private CandidateTrainer trainer(LoadedData data, Optional<SuccessiveHalving> pruning) {
        if (cluster.isPresent()) {
            return new ClusterCandidates(cluster.get(), space.space(), plan, pruning, this::stopping);
        }
        EpochGate gate = pruning.<EpochGate>map(
                        p -> (candidate, epoch, accuracy) -> p.goesOn(candidate, epoch, accuracy, this::stopping))
                .orElse(EpochGate.OPEN);
        return new CandidateTraining(space, plan, data, CandidateTraining.engine(plan), gate, this::stopping);
    }

    private boolean stopping() {
        return stop.requested() || abandoned.requested();
    }

    private BooleanSupplier deadline() {
        if (plan.minutes() == null) {
            return () -> false;
        }
        long end = System.nanoTime()
                + Duration.ofMillis((long) (plan.minutes() * 60_000)).toNanos();
        return () -> System.nanoTime() - end >= 0;
    }

    private void announce(int known) {
        log.info(String.format(
                Locale.ROOT,
                "Sweep %s, seed %d: %s search, at most %d candidates of %d epochs, %d worker%s%s%s%s",
                record.space(),
                plan.seed(),
                plan.search().name().toLowerCase(Locale.ROOT),
                plan.candidates(),
                plan.settings().epochs(),
                plan.workers(),
                plan.workers() == 1 ? "" : "s",
                cluster.map(c -> " on " + c.address()).orElse(""),
                plan.pruning() == null ? "" : ", poor candidates are stopped early",
                known == 0 ? "" : "; " + known + " already finished"));
        log.info(
                "Trained on {} images, scored on {} validation images of {}. Folder: {}",
                record.data().trainImages(),
                record.data().validationImages(),
                record.data().title(),
                folder.path());
    }

    private void work(
            CandidateQueue queue,
            CandidateTrainer training,
            Optional<SuccessiveHalving> pruning,
            RunListener.Task shown) {
        Runnable worker = () -> {
            Optional<CandidateProposal> candidate;
            do {
                candidate = queue.take();
            } while (candidate.isPresent() && tryOne(candidate.get(), queue, training, pruning, shown));
        };
        Workers.run(plan.workers(), worker, abandoned);
    }

    /** Returns false if the worker should stop. */
    private boolean tryOne(
            CandidateProposal candidate,
            CandidateQueue queue,
            CandidateTrainer training,
            Optional<SuccessiveHalving> pruning,
            RunListener.Task shown) {
        synchronized (ended) {
            listener.candidateStarted(candidate);
        }
        Optional<CandidateRecord> result;
        // Single epochs of single candidates go to the log file only.
        try (MDC.MDCCloseable ignored = MDC.putCloseable(RunLog.CONSOLE, RunLog.OFF)) {
            result = training.train(candidate, new SweepListener() {
                @Override
                public void candidateTrainsOn(CandidateProposal proposal, String host) {
                    synchronized (ended) {
                        listener.candidateTrainsOn(proposal, host);
                    }
                }

                @Override
                public void epoch(CandidateProposal proposal, CandidateRecord.Point point) {
                    synchronized (ended) {
                        listener.epoch(proposal, point);
                    }
                }
            });
        }
        if (result.isEmpty()) {
            return false;
        }
        // Recorded before anybody hears of it: what others build on must survive a kill.
        folder.write(result.get());
        pruning.ifPresent(p -> p.end(candidate.index()));
        queue.finish(result.get());
        synchronized (ended) {
            note(candidate, result.get());
            shown.advanceTo(ended.size());
            log.info(CandidateLine.of(result.get(), Ranking.winner(List.copyOf(ended.values()))));
        }
        return true;
    }

    private void found(CandidateProposal candidate, CandidateRecord known) {
        synchronized (ended) {
            note(candidate, known);
        }
    }

    private void note(CandidateProposal candidate, CandidateRecord result) {
        ended.put(result.index(), result);
        listener.candidateEnded(candidate, result);
    }

    private List<CandidateRecord> candidates() {
        synchronized (ended) {
            return List.copyOf(ended.values());
        }
    }

    private SweepException noWinner() {
        List<CandidateRecord> all = candidates();
        if (all.isEmpty()) {
            return new SweepException("No candidate finished in time; allow more minutes.");
        }
        return new SweepException("None of the " + all.size() + " candidates could be trained to its end. Reasons: "
                + all.stream()
                        .filter(candidate -> !candidate.status().isScored())
                        .map(CandidateRecord::reason)
                        .distinct()
                        .limit(3)
                        .collect(Collectors.joining(" ")));
    }

    /**
     * Trains the winner on all training images, since nothing is left to choose, and tests it, once per seed. The seeds are others than
     * the sweep's own, which chose the winner.
     *
     * @return false if the user stopped it
     */
    private boolean retrain(CandidateRecord winner, LoadedData data) throws IOException {
        List<SweepRecord.Test> tests = new ArrayList<>(
                record.winner() != null && record.winner().candidate() == winner.index()
                        ? record.winner().tests()
                        : List.of());
        record = record.with(new SweepRecord.Winner(winner.index(), tests));
        folder.write(record);
        if (plan.winnerSeeds() == 0) {
            return true;
        }
        log.info(
                "The best is candidate {}: {}. It is trained again on all training images, with {} seed{}.",
                winner.index(),
                CandidateLine.hyperparameters(winner),
                plan.winnerSeeds(),
                plan.winnerSeeds() == 1 ? "" : "s");
        Experiment experiment = space.experiment(winner.genes()).data(data);
        TrainingSettings settings =
                space.settings(plan.settings(), winner.genes()).withValidationFraction(0);
        Lab lab = Lab.in(
                folder.winnerRuns(),
                options.withEngine(plan.engine() ? Optional.of(EngineOptions.defaults()) : Optional.empty())
                        .withListener(new RunReports())
                        .withStepLines(false)
                        .withSource(Optional.empty()));
        for (int i = tests.size(); i < plan.winnerSeeds(); i++) {
            // The sweep's own seed chose it, so that its result with that seed would flatter it.
            long seed = plan.seed() + 1 + i;
            Run run = lab.train(experiment, settings, Seed.of(seed));
            if (run.status() == RunStatus.INTERRUPTED) {
                return false;
            }
            Result result = run.result().orElseThrow();
            tests.add(new SweepRecord.Test(seed, result.accuracy(), result.averageLoss(), run.name()));
            record = record.with(new SweepRecord.Winner(winner.index(), tests));
            folder.write(record);
        }
        return true;
    }

    private SweepOutcome interrupted() {
        return end(
                RunStatus.INTERRUPTED,
                "stopped by the user after " + candidates().size() + " candidates");
    }

    /** What failed first is what the user must hear of, also where the folder can no longer say so. */
    private void endFailed(String message, Exception failure) {
        try {
            end(RunStatus.FAILED, message);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private SweepOutcome end(RunStatus status, String message) {
        record = record.end(status, message, Instant.now());
        // A thread with this mark cannot write a file.
        boolean interrupted = Thread.interrupted();
        try {
            folder.write(record);
            report();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return new SweepOutcome(folder, record, candidates());
    }

    private void report() {
        try {
            SweepReport.write(folder);
        } catch (IOException | RuntimeException e) {
            // The record stands without its report.
            log.warn("The report could not be written: {}", e.getMessage(), e);
        }
    }
}
