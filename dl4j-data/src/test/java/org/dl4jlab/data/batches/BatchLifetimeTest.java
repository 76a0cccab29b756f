package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    /** ND4J would end the JVM. */
    @Test
    void aClosedBatchIsNotShuffled() {
        DataSet batch;
        try (ImageBatches batches = batches(4, 2).build()) {
            batch = batches.next();
            batch.shuffle();
        }
        assertThatThrownBy(batch::shuffle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> batch.shuffle(3)).isInstanceOf(IllegalStateException.class);
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

    /** ND4J lets a view read and write its values although the whole was closed. */
    @Test
    void viewsOfClosedBatchesKeepTheirMemory() {
        List<INDArray> views = new ArrayList<>();
        try (ImageBatches batches = batches(100, 50).build()) {
            INDArray features = batches.next().getFeatures();
            views.add(features.slice(20));
            views.add(features.reshape(50, SHAPE.size()));
            views.add(features.slice(40).slice(1));
        }
        // Freed memory would be handed out again.
        try (ImageBatches others = black(100).batchSize(50).build()) {
            others.forEachRemaining(batch -> {});
            for (INDArray view : views) {
                assertThat(view.wasClosed()).isTrue();
                assertThatThrownBy(() -> view.add(1)).isInstanceOf(RuntimeException.class);
                assertThat(view.data().asFloat()).containsOnly(1);
            }
        }
    }

    /** SameDiff marks its inputs in this way. */
    @Test
    void anArrayThatIgnoresCloseIsClosedAsWell() {
        INDArray features;
        try (ImageBatches batches = batches(4, 2).build()) {
            features = batches.next().getFeatures();
            features.setCloseable(false);
        }
        assertThat(features.wasClosed()).isTrue();
    }

    /** With ND4J's own arrays this takes 2 GB, until the garbage collector comes. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aHundredIteratorsOfLargeBatchesTakeTheMemoryOfOne() throws IOException {
        int large = 30_000;
        long before = 0;
        for (int i = 0; i < 100; i++) {
            try (ImageBatches batches = black(large).batchSize(large).workers(0).build()) {
                batches.next();
            }
            before = i == 10 ? residentKilobytes() : before;
        }
        long oneBatch = 4L * large * SHAPE.size() / 1024;
        assertThat(residentKilobytes() - before).isLessThan(20 * oneBatch);
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
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
        return of(images, 255).batchSize(batch);
    }

    private static ImageBatchesBuilder black(int images) {
        return of(images, 0);
    }

    private static ImageBatchesBuilder of(int images, int gray) {
        byte[] pixels = new byte[images * SHAPE.size()];
        Arrays.fill(pixels, (byte) gray);
        return ImageBatches.of(ImageView.all(new ImageSet(SHAPE, List.of("a", "b"), pixels, new byte[images])));
    }
}
