package org.dl4jlab.sweeps;

import java.io.IOException;
import java.util.Locale;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.training.cluster.JobListener;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.JsonFile;
import org.slf4j.Logger;

/**
 * Tells what a cluster tells of a candidate. Each epoch is told once, although a candidate is trained anew after a rung of pruning
 * or the loss of its machine, and although its record has all epochs once more.
 */
final class CandidateProgress implements JobListener {

    private static final Logger log = RunLog.logger(CandidateProgress.class);

    private final CandidateProposal candidate;
    private final SweepListener listener;
    private int told;

    CandidateProgress(CandidateProposal candidate, SweepListener listener) {
        this.candidate = candidate;
        this.listener = listener;
    }

    @Override
    public void began(String host) {
        log.info("Candidate {} is trained on {}", candidate.index(), host);
        listener.candidateTrainsOn(candidate, host);
    }

    @Override
    public void news(String text) {
        try {
            CandidateRecord.Point point = JsonFile.parse(text, CandidateRecord.Point.class);
            if (point != null) {
                epoch(point);
            }
        } catch (IOException e) {
            // Its record will have the epoch.
            log.debug("Candidate {}: no epoch is '{}'", candidate.index(), text, e);
        }
    }

    /** The candidate is back, for now or for good. */
    void back(CandidateRecord record) {
        record.curve().forEach(this::epoch);
    }

    private void epoch(CandidateRecord.Point point) {
        if (point.epoch() != told + 1) {
            return;
        }
        told++;
        log.info(String.format(
                Locale.ROOT,
                "Candidate %d, epoch %d: validation loss %.4f, accuracy %.2f %%",
                candidate.index(),
                told,
                point.validationLoss(),
                100 * point.validationAccuracy()));
        listener.epoch(candidate, point);
    }
}
