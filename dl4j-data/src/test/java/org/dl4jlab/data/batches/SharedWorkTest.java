package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedWorkTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 64, 1000})
    void everyPieceIsDoneOnceBeforeItReturns(int pieces) {
        for (int round = 0; round < 50; round++) {
            AtomicIntegerArray times = new AtomicIntegerArray(pieces);
            SharedWork.run(pieces, times::incrementAndGet);
            for (int piece = 0; piece < pieces; piece++) {
                assertThat(times.get(piece)).as("piece %d of %d", piece, pieces).isEqualTo(1);
            }
        }
    }

    @Test
    void aFailureIsToldWhenAllOthersAreDone() {
        AtomicIntegerArray times = new AtomicIntegerArray(20);
        assertThatThrownBy(() -> SharedWork.run(20, piece -> {
                    times.incrementAndGet(piece);
                    if (piece == 7) {
                        throw new IllegalStateException("piece 7");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("piece 7");
        for (int piece = 0; piece < 20; piece++) {
            assertThat(times.get(piece)).isEqualTo(1);
        }
    }
}
