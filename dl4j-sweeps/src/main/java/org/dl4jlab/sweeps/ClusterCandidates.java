package org.dl4jlab.sweeps;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.sweeps.pruning.SuccessiveHalving;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.cluster.ClusterLostException;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobResult;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.JsonFile;
import org.slf4j.Logger;

/**
 * Has candidates trained on a cluster. Pruning decides here: a candidate comes back at each rung and, if it goes on, is trained
 * anew to the next one. That costs up to {@code 1 / (1 - 1/reduction)} times the epochs of those that go on, moves no weights,
 * and gives the very numbers of one machine.
 */
record ClusterCandidates(
        Cluster cluster, SearchSpace space, SweepPlan plan, Optional<SuccessiveHalving> pruning, StopSignal stop)
        implements CandidateTrainer {

    private static final Logger log = RunLog.logger(ClusterCandidates.class);

    @Override
    public Optional<CandidateRecord> train(CandidateProposal candidate, SweepListener listener) {
        Instant started = Instant.now();
        CandidateProgress progress = new CandidateProgress(candidate, listener);
        try {
            for (int until : stations()) {
                CandidateRecord back = perform(candidate, until, progress);
                progress.back(back);
                if (back.status() != CandidateRecord.Status.PRUNED || !goesOn(back, until)) {
                    return Optional.of(back);
                }
            }
            throw new IllegalStateException("a candidate that is never stopped came back stopped");
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (ClusterLostException e) {
            // Whoever resumes the sweep tries it again.
            throw e;
        } catch (ClusterException | IOException e) {
            log.warn(RunLog.FILE_ONLY, "Candidate {} failed", candidate.index(), e);
            return Optional.of(failed(candidate, FileFailure.reason(e), started));
        }
    }

    /** The epochs at which a candidate comes back. */
    private List<Integer> stations() {
        List<Integer> stations =
                new ArrayList<>(pruning.map(SuccessiveHalving::rungs).orElse(List.of()));
        stations.add(plan.settings().epochs());
        return stations;
    }

    private boolean goesOn(CandidateRecord back, int until) {
        return pruning.orElseThrow().goesOn(back.index(), until, back.score(), stop::requested);
    }

    private CandidateRecord perform(CandidateProposal candidate, int until, CandidateProgress progress)
            throws IOException {
        CandidateJob job =
                new CandidateJob(space.name(), candidate.index(), candidate.genes(), plan, cluster.threads(), until);
        JobResult result = cluster.perform(
                new Job(
                        CandidateJobs.NAME,
                        "candidate " + candidate.index() + " of " + space.name(),
                        JsonFile.text(job),
                        Job.dataOf(space.data())),
                stop,
                progress);
        CandidateRecord back = JsonFile.parse(result.files().file(CandidateJobs.FILE), CandidateRecord.class);
        boolean whole = back.index() == candidate.index()
                && back.status() != null
                && back.hyperparameters() != null
                && back.started() != null
                && back.finished() != null
                && Arrays.equals(back.genes(), candidate.genes())
                && (!back.status().isScored() || back.score() != null && back.epochs() > 0);
        if (!whole) {
            throw new IOException("what came back of it from " + result.host() + " is not its record");
        }
        return back.on(result.host());
    }

    private static CandidateRecord failed(CandidateProposal candidate, String reason, Instant started) {
        Instant now = Instant.now();
        return new CandidateRecord(
                candidate.index(),
                CandidateRecord.Status.FAILED,
                reason,
                candidate.hyperparameters(),
                candidate.genes(),
                null,
                List.of(),
                null,
                0,
                Duration.between(started, now).toMillis() / 1e3,
                started,
                now,
                null);
    }
}
