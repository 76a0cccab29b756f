package org.dl4jlab.sweeps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What became of one candidate.
 *
 * @param index in the order of proposal, from 0
 * @param status how it ended
 * @param reason why it diverged or failed; null if it did neither, never null otherwise
 * @param hyperparameters by name
 * @param genes its place in the space, as Arbiter has it
 * @param score accuracy on the validation images after its last epoch, in [0, 1]; null if it diverged or failed
 * @param curve one point per epoch
 * @param parameters number of weights and biases of its network; null if it failed before it was made
 * @param images trained on, repeats counted
 * @param seconds from start to end, validation and waiting included
 * @param started when
 * @param finished when
 * @param host of a cluster that trained it; null where the sweep's own machine did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CandidateRecord(
        int index,
        Status status,
        String reason,
        Map<String, Object> hyperparameters,
        double[] genes,
        Double score,
        List<Point> curve,
        Long parameters,
        long images,
        double seconds,
        Instant started,
        Instant finished,
        String host) {

    public CandidateRecord {
        curve = List.copyOf(curve);
        if (reason == null && status != null && !status.isScored()) {
            reason = "no reason was recorded";
        }
    }

    /** How a candidate ended. */
    public enum Status {
        /** Trained to its last epoch. */
        @JsonProperty("done")
        DONE,
        /** Stopped early because others did better. */
        @JsonProperty("pruned")
        PRUNED,
        /** Its loss or a weight was no longer a finite number. */
        @JsonProperty("diverged")
        DIVERGED,
        /** Could not be trained for another reason. */
        @JsonProperty("failed")
        FAILED;

        /** Whether a candidate that ended so has a score. */
        public boolean isScored() {
            return this == DONE || this == PRUNED;
        }
    }

    /**
     * One epoch.
     *
     * @param epoch counted from 1
     * @param trainLoss mean over the epoch's batches, in nats; null where training failed later
     * @param validationLoss in nats
     * @param validationAccuracy in [0, 1]
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(int epoch, Double trainLoss, double validationLoss, double validationAccuracy) {}

    /**
     * How good a search that learns from scores is to think it. An accuracy after few epochs is not compared with one after
     * many: a candidate that pruning let go on is fitter than one that it stopped earlier, because it was better after equally
     * many epochs, and the accuracy decides between those that trained equally long.
     *
     * @param epochs of a candidate that is not pruned
     * @throws IllegalStateException if it has no score
     */
    public double fitness(int epochs) {
        if (score == null) {
            throw new IllegalStateException("candidate " + index + " has no score");
        }
        return (status == Status.DONE ? epochs : epochs()) + score;
    }

    /** The same, with the machine that trained it. */
    public CandidateRecord on(String machine) {
        return new CandidateRecord(
                index,
                status,
                reason,
                hyperparameters,
                genes,
                score,
                curve,
                parameters,
                images,
                seconds,
                started,
                finished,
                machine);
    }

    /** Epochs trained. */
    public int epochs() {
        return curve.size();
    }
}
