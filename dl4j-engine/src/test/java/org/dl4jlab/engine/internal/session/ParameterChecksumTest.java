package org.dl4jlab.engine.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ParameterChecksumTest {
    /** Floats of one piece. */
    private static final int PIECE = 1 << 16;

    private final ParameterChecksum oneThread = new ParameterChecksum(() -> 1);
    private final ParameterChecksum threeThreads = new ParameterChecksum(() -> 3);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, PIECE, PIECE + 1, 4 * PIECE, 9 * PIECE + 3})
    void everyValueCountsWithAnyNumberOfThreads(int length) {
        INDArray parameters = Nd4j.linspace(1, 2, length, DataType.FLOAT);
        long before = oneThread.of(parameters);
        assertThat(threeThreads.of(parameters)).isEqualTo(before);

        for (int index : new int[] {0, length / 2, length - 1, Math.min(length - 1, PIECE)}) {
            float value = parameters.getFloat(index);
            parameters.putScalar(index, Math.nextUp(value));
            assertThat(oneThread.of(parameters)).as("value %d", index).isNotEqualTo(before);
            assertThat(threeThreads.of(parameters)).isEqualTo(oneThread.of(parameters));
            parameters.putScalar(index, value);
            assertThat(threeThreads.of(parameters)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 5 * PIECE})
    void anotherArrayIsReadWhereItLies(int length) {
        INDArray whole = Nd4j.linspace(1, 2, 2L * length, DataType.FLOAT);
        INDArray first = whole.get(NDArrayIndex.interval(0, length));
        INDArray second = whole.get(NDArrayIndex.interval(length, 2 * length));
        long sumOfFirst = threeThreads.of(first);

        assertThat(threeThreads.of(second)).isNotEqualTo(sumOfFirst).isEqualTo(oneThread.of(second.dup()));
        assertThat(threeThreads.of(first.dup())).isEqualTo(sumOfFirst);
    }
}
