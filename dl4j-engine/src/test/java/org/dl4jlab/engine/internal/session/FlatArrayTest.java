package org.dl4jlab.engine.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FlatArrayTest {
    private final FlatArray flat = new FlatArray("parameters");

    @Test
    void anArrayIsLookedAtAgainWhenItIsAnother() {
        INDArray good = Nd4j.create(DataType.FLOAT, 8);
        INDArray withGaps = Nd4j.create(DataType.FLOAT, 8, 2).get(NDArrayIndex.all(), NDArrayIndex.point(1));

        assertThat(flat.refusal(good)).isEmpty();
        assertThat(flat.refusal(good)).isEmpty();
        assertThat(flat.refusal(withGaps)).contains("parameters in an array with gaps");
        assertThat(flat.refusal(withGaps)).contains("parameters in an array with gaps");
        assertThat(flat.refusal(null)).contains("no parameters");
        assertThat(flat.refusal(good)).isEmpty();
        assertThat(flat.refusal(Nd4j.create(DataType.DOUBLE, 8))).contains("parameters of type DOUBLE");
    }

    @Test
    void theSameArrayWithAnotherShapeIsLookedAtAgain() {
        INDArray array = Nd4j.create(DataType.FLOAT, 8);
        assertThat(flat.refusal(array)).isEmpty();

        array.setShapeAndStride(new int[] {4}, new int[] {2});

        assertThat(flat.refusal(array)).contains("parameters in an array with gaps");
    }
}
