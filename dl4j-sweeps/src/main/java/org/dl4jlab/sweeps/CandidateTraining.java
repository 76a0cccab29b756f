package org.dl4jlab.sweeps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.training.TrainingException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.runner.ValidationRun;
import org.slf4j.Logger;

/**
 * Trains and scores candidates in this JVM. All start from the sweep's seed and see the same validation images, so they differ in
 * their hyperparameters alone.
 *
 * @param engine how networks are computed; empty for DL4J's own layers
 * @param gate ends candidates early
 */
record CandidateTraining(
        CandidateSpace space,
        SweepPlan plan,
        LoadedData data,
        Optional<EngineOptions> engine,
        EpochGate gate,
        BooleanSupplier stopRequested)
        implements CandidateTrainer {

    private static final Logger log = RunLog.logger(CandidateTraining.class);

    @Override
    public Optional<CandidateRecord> train(CandidateProposal candidate, SweepListener listener) {
        Instant started = Instant.now();
        long start = System.nanoTime();
        boolean[] pruned = new boolean[1];
        Status status = Status.FAILED;
        String reason = null;
        List<CandidateRecord.Point> curve = new ArrayList<>();
        Long parameters = null;
        long images = 0;
        try {
            TrainingSettings settings = space.settings(plan.settings(), candidate.genes());
            plan.requireSweepable(settings);
            ValidationRun run = new ValidationRun(space.experiment(candidate.genes()), settings, plan.seed(), engine);
            ValidationRun.Outcome outcome = run.train(data, stopRequested, (epoch, validation) -> {
                curve.add(new CandidateRecord.Point(epoch, null, validation.averageLoss(), validation.accuracy()));
                listener.epoch(candidate, curve.get(curve.size() - 1));
                pruned[0] = !gate.goesOn(candidate.index(), epoch, validation.accuracy());
                return !pruned[0];
            });
            curve.clear();
            for (MetricsTable.Row row : outcome.training().metrics().rows()) {
                if (row.validationAccuracy() != null) {
                    curve.add(new CandidateRecord.Point(
                            row.epoch(), row.trainLoss(), row.validationLoss(), row.validationAccuracy()));
                }
            }
            parameters = outcome.parameters();
            images = outcome.training().images();
            if (stopRequested.getAsBoolean() && !pruned[0] && curve.size() < settings.epochs()) {
                return Optional.empty();
            }
            status = pruned[0] ? Status.PRUNED : Status.DONE;
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (TrainingException e) {
            status = Status.DIVERGED;
            reason = e.getMessage();
            log.warn(RunLog.FILE_ONLY, "Candidate {} diverged", candidate.index(), e);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            reason = e.getMessage() == null ? e.toString() : e.getMessage();
            log.warn(RunLog.FILE_ONLY, "Candidate {} failed", candidate.index(), e);
        }
        Double score = status.isScored() ? curve.get(curve.size() - 1).validationAccuracy() : null;
        return Optional.of(new CandidateRecord(
                candidate.index(),
                status,
                reason,
                candidate.hyperparameters(),
                candidate.genes(),
                score,
                curve,
                parameters,
                images,
                (System.nanoTime() - start) / 1e9,
                started,
                Instant.now(),
                null));
    }

    /** Workers share the cores: with as many workers as cores, each has one thread. */
    static Optional<EngineOptions> engine(SweepPlan plan) {
        return plan.workers() == 1
                ? engine(plan, 0)
                : engine(plan, Math.max(1, NativeRuntime.threads() / plan.workers()));
    }

    /** @param threads 0 leaves the choice to the engine */
    static Optional<EngineOptions> engine(SweepPlan plan, int threads) {
        return plan.engine() ? Optional.of(EngineOptions.defaults().withThreads(threads)) : Optional.empty();
    }
}
