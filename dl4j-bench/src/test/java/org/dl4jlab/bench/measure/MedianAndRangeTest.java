package org.dl4jlab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianAndRangeTest {

    @Test
    void medianOfOddAndEvenCounts() {
        assertThat(MedianAndRange.of(5, 1, 3)).isEqualTo(new MedianAndRange(3, 1, 5, 3));
        assertThat(MedianAndRange.of(4, 1, 3, 2)).isEqualTo(new MedianAndRange(2.5, 1, 4, 4));
    }

    @Test
    void noValuesHaveNoMedian() {
        assertThatThrownBy(() -> MedianAndRange.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
