package org.dl4jlab.sweeps.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchTest {

    /** Best at a learning rate of 0.1 and many hidden units. */
    private static final ToDoubleFunction<Map<String, Object>> SCORE = values -> 1
            - Math.abs(Math.log10((Double) values.get("learningRate")) + 1) / 4
            + (Integer) values.get("hidden") / 100.0;

    @ParameterizedTest
    @EnumSource(SearchMethod.class)
    void theSeedDecidesWhatIsProposed(SearchMethod method) {
        assertThat(values(method, 3, 17)).isEqualTo(values(method, 3, 17)).isNotEqualTo(values(method, 4, 17));
    }

    @Test
    void aGridHoldsEveryCombinationOnce() {
        List<Map<String, Object>> all = values(SearchMethod.GRID, 1, 1000);
        assertThat(all).hasSize(3 * 3 * 2);
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(all).extracting(v -> v.get("hidden")).containsOnly(4, 10, 16);
    }

    @Test
    void randomValuesFollowTheDistributionsOfTheSpace() {
        List<Map<String, Object>> all = values(SearchMethod.RANDOM, 1, 400);
        long small =
                all.stream().filter(v -> (Double) v.get("learningRate") < 0.01).count();
        assertThat(small).as("half of a log-uniform range").isBetween(160L, 240L);
        assertThat(all).extracting(v -> v.get("batch")).containsOnly(20, 50);
    }

    @Test
    void breedingDoesBetterThanChance() {
        assertThat(meanOfLastTwenty(SearchMethod.GENETIC)).isGreaterThan(meanOfLastTwenty(SearchMethod.RANDOM) + 0.05);
    }

    @Test
    void aSpaceThatCannotMakeACandidateDoesNotLookLikeOneThatIsUsedUp() {
        IntegerParameterSpace broken = new IntegerParameterSpace(1, 2) {
            @Override
            public Integer getValue(double[] genes) {
                throw new IllegalStateException("no idea");
            }
        };
        SliceSpace space = new SliceSpace();
        Search search = Search.of(
                SearchMethod.RANDOM, new CandidateSpace(Sweeps.withHyperparameter(space, "broken", broken)), 1, 3);

        assertThatThrownBy(search::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not make candidate 0")
                .hasMessageContaining("no idea");
    }

    private static double meanOfLastTwenty(SearchMethod method) {
        double sum = 0;
        for (long seed = 1; seed <= 5; seed++) {
            List<Map<String, Object>> all = values(method, seed, 60);
            sum += all.subList(40, 60).stream().mapToDouble(SCORE).average().orElseThrow();
        }
        return sum / 5;
    }

    private static List<Map<String, Object>> values(SearchMethod method, long seed, int count) {
        Search search = Search.of(method, new CandidateSpace(new SliceSpace()), seed, 3);
        List<Map<String, Object>> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<CandidateProposal> proposal = search.next();
            if (proposal.isEmpty()) {
                break;
            }
            assertThat(proposal.get().index()).isEqualTo(i);
            values.add(proposal.get().hyperparameters());
            search.report(proposal.get(), SCORE.applyAsDouble(proposal.get().hyperparameters()));
        }
        return values;
    }
}
