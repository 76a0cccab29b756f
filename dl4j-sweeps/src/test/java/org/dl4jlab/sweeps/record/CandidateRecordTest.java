package org.dl4jlab.sweeps.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.junit.jupiter.api.Test;

class CandidateRecordTest {

    /** After one epoch the first had 50 %, the second 40 %: that the first has 45 % after nine takes nothing from it. */
    @Test
    void aCandidateThatWentOnIsFitterThanOneThatWasStopped() {
        CandidateRecord wentOn = candidate(Status.DONE, 0.45, 9);
        CandidateRecord stopped = candidate(Status.PRUNED, 0.49, 1);
        CandidateRecord stoppedLater = candidate(Status.PRUNED, 0.40, 3);
        assertThat(wentOn.fitness(9)).isGreaterThan(stoppedLater.fitness(9));
        assertThat(stoppedLater.fitness(9)).isGreaterThan(stopped.fitness(9));
        assertThat(candidate(Status.PRUNED, 0.5, 1).fitness(9)).isGreaterThan(stopped.fitness(9));
    }

    /** Patience ended its training: nobody stopped it for being worse. */
    @Test
    void aCandidateThatEndedByItselfIsComparedByItsAccuracy() {
        assertThat(candidate(Status.DONE, 0.6, 4).fitness(9))
                .isGreaterThan(candidate(Status.DONE, 0.5, 9).fitness(9));
    }

    @Test
    void aCandidateWithoutScoreHasNoFitness() {
        CandidateRecord failed = candidate(Status.FAILED, null, 0);
        assertThatThrownBy(() -> failed.fitness(9)).isInstanceOf(IllegalStateException.class);
    }

    private static CandidateRecord candidate(Status status, Double score, int epochs) {
        return new CandidateRecord(
                0,
                status,
                null,
                Map.of(),
                new double[0],
                score,
                IntStream.rangeClosed(1, epochs)
                        .mapToObj(epoch -> new CandidateRecord.Point(epoch, 1.0, 1, score))
                        .toList(),
                1L,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
    }
}
