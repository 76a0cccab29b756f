package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** How long the memory of a batch is there, and when it is given back. */
class BatchLifetimeTest {

    private static final ImageShape SHAPE = new ImageShape(3, 8, 8);

    @Test
    void closedBatchesSaySo() {
        ImageBatches batches = batches(12, 2).build();
        batches.next();
        batches.close();
        assertThatThrownBy(batches::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    /** Waiting for the garbage collector let the process grow by each epoch's test. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void closingGivesTheMemoryBack(int workers) {
        ImageBatches batches = batches(11, 2).workers(workers).build();
        List<DataSet> returned = new ArrayList<>();
        batches.forEachRemaining(returned::add);
        assertThat(returned).noneMatch(batch -> batch.getFeatures().wasClosed());
        batches.close();
        assertThat(returned)
                .allMatch(batch -> batch.getFeatures().wasClosed())
                .allMatch(batch -> batch.getLabels().wasClosed());
        assertThatThrownBy(() -> returned.get(0).getFeatures().sumNumber()).isInstanceOf(IllegalStateException.class);
        batches.close();
    }

    @Test
    void freshArraysOutliveTheirBatches() {
        DataSet kept;
        try (ImageBatches batches = batches(4, 2).freshArrays().build()) {
            kept = batches.next();
        }
        assertThat(kept.getFeatures().sumNumber().intValue()).isEqualTo(2 * SHAPE.size());
    }

    /** A view of an array is all that is left of an iterator that nobody closed. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsReachableIsNotFreed(boolean fresh) throws InterruptedException {
        INDArray[] kept = new INDArray[50];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = view(fresh);
        }
        for (int round = 0; round < 3; round++) {
            System.gc();
            // Memory that was freed would be taken by these.
            for (int i = 0; i < 50; i++) {
                new FloatPointer(4L * SHAPE.size()).fill(0);
            }
            Thread.sleep(20);
        }
        assertThat(kept).allMatch(row -> row.sumNumber().intValue() == SHAPE.area());
    }

    private static INDArray view(boolean fresh) {
        ImageBatchesBuilder builder = batches(7, 4).workers(0);
        INDArray features =
                (fresh ? builder.freshArrays() : builder).build().next().getFeatures();
        return features.get(NDArrayIndex.point(1))
                .reshape(SHAPE.channels(), SHAPE.area())
                .getRow(2);
    }

    /** White images. */
    private static ImageBatchesBuilder batches(int images, int batch) {
        byte[] pixels = new byte[images * SHAPE.size()];
        Arrays.fill(pixels, (byte) 255);
        ImageSet set = new ImageSet(SHAPE, List.of("a", "b"), pixels, new byte[images]);
        return ImageBatches.of(ImageView.all(set)).batchSize(batch);
    }
}
