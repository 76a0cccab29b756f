package org.dl4jlab.data.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

    @Property
    void equalsTheGeneratorOfTheJdk(@ForAll long key) {
        SplittableRandom reference = new SplittableRandom(key);
        for (int n = 0; n < 20; n++) {
            assertThat(SplitMix64.child(key, n)).isEqualTo(reference.nextLong());
        }
    }

    @Property
    void staysBelowTheBound(@ForAll long key, @ForAll long n, @ForAll @IntRange(min = 1) int bound) {
        assertThat(SplitMix64.below(key, n, bound)).isBetween(0, bound - 1);
    }

    @Test
    void everyNumberIsEquallyLikely() {
        int[] counts = new int[9];
        for (int n = 0; n < 90_000; n++) {
            counts[SplitMix64.below(42, n, 9)]++;
        }
        // Standard deviation of each count: sqrt(90000 * 1/9 * 8/9) = 94.
        assertThat(IntStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Property
    void aShuffleKeepsEveryValue(@ForAll long key, @ForAll @IntRange(max = 300) int size) {
        int[] values = range(size);
        SplitMix64.shuffle(values, key);
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(range(size));
    }

    @Test
    void everyOrderIsEquallyLikely() {
        int[] counts = new int[1000];
        for (int key = 0; key < 60_000; key++) {
            int[] values = range(3);
            SplitMix64.shuffle(values, key);
            counts[values[0] * 100 + values[1] * 10 + values[2]]++;
        }
        // Standard deviation of each count: sqrt(60000 * 1/6 * 5/6) = 91.
        assertThat(IntStream.of(counts[12], counts[21], counts[102], counts[120], counts[201], counts[210]))
                .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    private static int[] range(int size) {
        int[] values = new int[size];
        Arrays.setAll(values, i -> i);
        return values;
    }
}
