package org.dl4jlab.sweeps.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SuccessiveHalvingTest {

    private static final int EPOCHS = 9;

    @Test
    void rungsGrowByTheReduction() {
        assertThat(new SuccessiveHalving(1, 3, 9).rungs()).containsExactly(1, 3);
        assertThat(new SuccessiveHalving(1, 3, 10).rungs()).containsExactly(1, 3, 9);
        assertThat(new SuccessiveHalving(2, 2, 17).rungs()).containsExactly(2, 4, 8, 16);
        assertThatThrownBy(() -> new SuccessiveHalving(9, 3, 9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SuccessiveHalving(1, 1, 9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCandidateGoesOnIfItIsTheBestSoFarOrInTheBestThird() {
        SuccessiveHalving halving = new SuccessiveHalving(1, 3, EPOCHS);
        double[] scores = {0.5, 0.4, 0.6, 0.3, 0.55, 0.58, 0.6, 0.1, 0.59};
        List<Integer> kept = new ArrayList<>();
        for (int c = 0; c < scores.length; c++) {
            if (halving.goesOn(c, 1, scores[c], () -> false)) {
                kept.add(c);
            }
        }
        // 0: first. 2: best. 5: second of six. 6: second of seven (the earlier of equals is first). 8: third of nine.
        assertThat(kept).containsExactly(0, 2, 5, 6, 8);
        assertThat(halving.goesOn(1, 2, 0, () -> false)).as("between rungs").isTrue();
    }

    @Test
    @Timeout(30)
    void aDecisionWaitsForEarlierCandidatesOnlyAndThenIsTheSequentialOne() throws Exception {
        SuccessiveHalving halving = new SuccessiveHalving(1, 3, EPOCHS);
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<Boolean> third =
                CompletableFuture.supplyAsync(() -> halving.goesOn(2, 1, 0.5, () -> looks.incrementAndGet() < 0));
        assertThat(halving.goesOn(0, 1, 0.4, () -> false)).isTrue();
        // It has looked twice since, so it has seen the first candidate and waits for the second.
        int before = looks.get();
        await().until(() -> looks.get() >= before + 2);
        assertThat(third).isNotDone();
        halving.end(1); // failed before the rung
        assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
        // A later candidate that is better already does not count.
        halving.pass(4, 1, 0.9);
        halving.end(4);
        assertThat(halving.goesOn(3, 1, 0.6, () -> false)).isTrue();
    }

    @Test
    @Timeout(30)
    void aStopEndsTheWaiting() {
        SuccessiveHalving halving = new SuccessiveHalving(1, 3, EPOCHS);
        assertThatThrownBy(() -> halving.goesOn(1, 1, 0.5, () -> true)).isInstanceOf(CancellationException.class);
    }
}
