package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FloatArrayTest {

    @Test
    void bothKindsShowWhatWasWritten() {
        for (FloatArray array : List.of(FloatArray.Shared.allocate(3, 2, 2), FloatArray.Copied.allocate(3, 2, 2))) {
            for (int count = 3; count >= 1; count--) {
                for (int i = 0; i < count * 4; i++) {
                    array.memory().put(i, count * 100 + i);
                }
                INDArray rows = array.rows(count);
                assertThat(rows.shape()).containsExactly(count, 2, 2);
                assertThat(rows.ordering()).isEqualTo('c');
                for (int i = 0; i < count * 4; i++) {
                    assertThat(rows.getFloat(i / 4, i / 2 % 2, i % 2)).isEqualTo(count * 100 + i);
                }
                assertThat(rows.sumNumber().doubleValue())
                        .isEqualTo(count * 4 * count * 100 + (count * 4) * (count * 4 - 1) / 2.0);
            }
        }
    }

    @Test
    void sharedMemoryIsTheArraysOwn() {
        FloatArray array = FloatArray.allocate(2, 2);
        INDArray rows = array.rows(2);
        array.memory().put(3, 7);
        assertThat(rows.getFloat(1, 1)).isEqualTo(7);
    }

    @Test
    void copiesStayAsTheyAre() {
        FloatArray array = FloatArray.Copied.allocate(2, 2);
        array.memory().put(3, 7);
        INDArray rows = array.rows(2);
        array.memory().put(3, 8);
        assertThat(rows.getFloat(1, 1)).isEqualTo(7);
    }
}
