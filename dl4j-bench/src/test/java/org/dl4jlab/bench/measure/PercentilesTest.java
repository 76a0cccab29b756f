package org.dl4jlab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void nearestRankInAnyOrder() {
        long[] falling =
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1000).toArray();

        assertThat(Percentiles.of(falling)).isEqualTo(new Percentiles(100, 198, 200));
    }

    @Test
    void ofFewTimesTheSlowestIsTheNinetyNinth() {
        assertThat(Percentiles.of(3000, 1000, 2000)).isEqualTo(new Percentiles(2, 3, 3));
        assertThat(Percentiles.of(5000)).isEqualTo(new Percentiles(5, 5, 1));
    }

    @Test
    void ofNoTimesThereAreNone() {
        assertThatThrownBy(Percentiles::of).isInstanceOf(IllegalArgumentException.class);
    }
}
