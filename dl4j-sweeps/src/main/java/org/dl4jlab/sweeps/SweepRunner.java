package org.dl4jlab.sweeps;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.Search;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.internal.data.DataSources;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.training.internal.run.RunEnvironment;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.runner.ExperimentRunner;

/** Runs sweeps, one at a time, and leaves a folder for each. */
public final class SweepRunner {

    private final LabOptions options;
    private final SweepListener listener;
    private final Optional<Cluster> cluster;

    /** @param options data store, stop signal, and who is told of progress; whether the engine is used is the plan's */
    public SweepRunner(LabOptions options, SweepListener listener) {
        this(options, listener, Optional.empty());
    }

    private SweepRunner(LabOptions options, SweepListener listener, Optional<Cluster> cluster) {
        this.options = options;
        this.listener = listener;
        this.cluster = cluster;
    }

    /**
     * Candidates are trained on a cluster instead of here, as many at the same time as the plan has workers. The space must be
     * one that a {@link org.dl4jlab.sweeps.space.SearchSpaceProvider} makes. Scores, and what pruning decides, are those of one
     * machine of the same CPU and number of threads; pruning trains a candidate that goes on anew from rung to rung. The
     * winner is trained again here.
     */
    public SweepRunner on(Cluster machines) {
        return new SweepRunner(options, listener, Optional.of(machines));
    }

    /**
     * Starts a sweep and runs it to its end.
     *
     * @param space a new one
     * @param sweeps folder in which the sweep makes its own
     * @throws InvalidInputException if its settings mean nothing to a sweep ({@link SweepPlan#requireSweepable}), or, as far as
     *     that is known before the images are loaded, it asks for more images than there are or has none to validate on; nothing
     *     is left behind then
     * @throws SweepException if the sweep failed as a whole; its folder says so. A failed candidate is not that.
     * @throws IOException if there can be no folder
     */
    public SweepOutcome start(SearchSpace space, SweepPlan plan, Path sweeps) throws IOException {
        plan.requireSweepable(plan.settings());
        if (plan.settings().validationFraction() == 0 && !DataSources.mayHoldValidation(space.data())) {
            throw new InvalidInputException(
                    "A sweep scores its candidates on validation images, so validationFraction must be above 0.");
        }
        ExperimentRunner.requireImages(space.data(), plan.settings());
        requireKnown(space);
        CandidateSpace candidates = new CandidateSpace(space);
        Search search = Search.of(plan.search(), candidates, plan.seed(), plan.gridSteps());
        Instant started = Instant.now();
        SweepFolder folder = SweepFolder.create(
                sweeps, space.name(), LocalDateTime.ofInstant(started, ZoneId.systemDefault()), plan.seed());
        SweepRecord record = SweepRecord.start(
                space.name(),
                space.question(),
                options.command().orElse(null),
                plan,
                Dimension.of(candidates),
                started,
                RunEnvironment.detect(options.sourceFolder()));
        try (RunLock held = RunLock.hold(folder.path(), "sweep")) {
            return execute(folder, record, candidates, search);
        }
    }

    /**
     * Goes on with a sweep that was killed or stopped, or that has new limits. Finished candidates are not repeated.
     *
     * @param space a new one, of the recorded name
     * @param plan the recorded one, maybe with other limits
     * @throws InvalidInputException if its settings mean nothing to a sweep
     * @throws SweepException as in {@link #start}, and if the space is no longer the one that was recorded
     * @throws IOException if the folder cannot be read, the message names the file; or if the sweep is under way already
     */
    public SweepOutcome resume(SearchSpace space, SweepFolder folder, SweepPlan plan) throws IOException {
        plan.requireSweepable(plan.settings());
        // Before anything is read: a sweep that is under way writes its record and its temporary files.
        try (RunLock held = RunLock.hold(folder.path(), "sweep")) {
            RegularFile.refuseLinks(folder.candidates(), folder.winnerRuns(), folder.logFile());
            return resumeHeld(space, folder, plan);
        }
    }

    private SweepOutcome resumeHeld(SearchSpace space, SweepFolder folder, SweepPlan plan) throws IOException {
        SweepRecord record = folder.readRecord();
        requireKnown(space);
        CandidateSpace candidates = new CandidateSpace(space);
        Search search = Search.of(plan.search(), candidates, plan.seed(), plan.gridSteps());
        List<Dimension> now = Dimension.of(candidates);
        if (!now.equals(record.dimensions())) {
            throw new SweepException("The search space '" + space.name() + "' has changed since " + folder.path()
                    + " was recorded (" + record.dimensions() + ", now " + now + "); start a new sweep.");
        }
        folder.removeTemporaryFiles();
        return execute(folder, record.resume(plan), candidates, search);
    }

    /** Said here, once, and not by every candidate. */
    private void requireKnown(SearchSpace space) {
        if (cluster.isPresent()) {
            CandidateJobs.space(space.name());
        }
    }

    /** In a folder whose lock is held. */
    private SweepOutcome execute(SweepFolder folder, SweepRecord record, CandidateSpace space, Search search)
            throws IOException {
        try (RunLog ignored = RunLog.open(folder.logFile())) {
            return new SweepRun(folder, record, space, search, options, listener, cluster).execute();
        }
    }
}
