package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ImageBatchesTest {

    private static final ImageShape SHAPE = new ImageShape(3, 6, 5);
    private static final Normalization NORMALIZATION =
            Normalization.of(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2470f, 0.2435f, 0.2616f});

    /** Image {@code i} has label {@code i % 4} and random pixels. */
    private static ImageSet images(int n) {
        byte[] pixels = new byte[n * SHAPE.size()];
        new Random(7).nextBytes(pixels);
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 4);
        }
        return new ImageSet(SHAPE, List.of("a", "b", "c", "d"), pixels, labels);
    }

    private static ImageBatchesBuilder batches(int n, int batchSize) {
        return ImageBatches.of(ImageView.all(images(n))).batchSize(batchSize).normalize(NORMALIZATION);
    }

    /** The rest of the epoch: which images, and a copy of what was delivered. */
    private record Epoch(List<Integer> images, List<float[]> features, List<float[]> labels) {
        static Epoch of(ImageBatches batches) {
            Epoch epoch = new Epoch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                epoch.features.add(batch.getFeatures().dup('c').data().asFloat());
                epoch.labels.add(batch.getLabels().dup('c').data().asFloat());
                for (int image : batches.lastImages()) {
                    epoch.images.add(image);
                }
            }
            return epoch;
        }
    }

    @Test
    void theLastBatchHoldsTheRest() {
        try (ImageBatches batches = batches(10, 4).build()) {
            assertThat(batches.batches()).isEqualTo(3);
            assertThat(batches.next().getFeatures().shape()).containsExactly(4, 3, 6, 5);
            assertThat(batches.next().getLabels().shape()).containsExactly(4, 4);
            DataSet last = batches.next();
            assertThat(last.getFeatures().shape()).containsExactly(2, 3, 6, 5);
            assertThat(last.getLabels().shape()).containsExactly(2, 4);
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("epoch 0 has only 3 batches");
        }
    }

    @Test
    void deliversEveryImageOnceAnEpochInAnotherOrderEachTime() {
        try (ImageBatches batches = batches(103, 10).shuffle(5).build()) {
            List<List<Integer>> orders = new ArrayList<>();
            for (int epoch = 0; epoch < 5; epoch++) {
                assertThat(batches.epoch()).isEqualTo(epoch);
                List<Integer> images = Epoch.of(batches).images();
                assertThat(images).hasSize(103).doesNotHaveDuplicates();
                orders.add(images);
                batches.reset();
            }
            assertThat(orders).doesNotHaveDuplicates();
        }
    }

    @Test
    void normalisesEachChannelAndMarksTheClass() {
        ImageSet set = images(3);
        try (ImageBatches batches = ImageBatches.of(ImageView.all(set))
                .batchSize(3)
                .normalize(NORMALIZATION)
                .build()) {
            DataSet batch = batches.next();
            for (int i = 0; i < 3; i++) {
                for (int c = 0; c < 3; c++) {
                    for (int p = 0; p < SHAPE.area(); p++) {
                        int value = set.image(i)[c * SHAPE.area() + p] & 0xFF;
                        assertThat(batch.getFeatures().getFloat(i, c, p / 5, p % 5))
                                .isEqualTo((value / 255f - NORMALIZATION.mean(c)) / NORMALIZATION.std(c));
                    }
                }
                for (int k = 0; k < 4; k++) {
                    assertThat(batch.getLabels().getFloat(i, k)).isEqualTo(k == i ? 1 : 0);
                }
            }
        }
    }

    @Test
    void flatFeaturesHoldTheSameNumbers() {
        try (ImageBatches square = batches(7, 4).build();
                ImageBatches flat = batches(7, 4).flat().build()) {
            for (int b = 0; b < 2; b++) {
                DataSet expected = square.next();
                DataSet actual = flat.next();
                assertThat(actual.getFeatures().shape()).containsExactly(expected.numExamples(), SHAPE.size());
                assertThat(actual.getFeatures().dup().data().asFloat())
                        .isEqualTo(expected.getFeatures().dup().data().asFloat());
            }
        }
    }

    @Test
    void goingOnAtAnEpochEqualsTheUninterruptedRun() {
        try (ImageBatches whole = augmented().build();
                ImageBatches resumed = augmented().build()) {
            for (int epoch = 0; epoch < 3; epoch++) {
                Epoch.of(whole);
                whole.reset();
            }
            whole.next();
            Position position = whole.position();
            assertThat(position).isEqualTo(new Position(3, 1));
            resumed.seek(position);
            assertSame(Epoch.of(resumed), Epoch.of(whole));
        }
    }

    /** Batches of 2,000 images of 90 bytes are cut into several pieces; the last batch is smaller. */
    @Test
    void onDemandDeliversTheSameBits() {
        try (ImageBatches ahead = large().workers(1).build();
                ImageBatches onDemand = large().onDemand().build()) {
            for (int epoch = 0; epoch < 2; epoch++) {
                assertSame(Epoch.of(onDemand), Epoch.of(ahead));
                ahead.reset();
                onDemand.reset();
            }
        }
    }

    private static ImageBatchesBuilder large() {
        return batches(4500, 2000).shuffle(3).augment(4, PadAndCrop.zero(1), new RandomFlip());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "3, 1", "3, 4"})
    void theNumberOfWorkersChangesNothing(int workers, int prefetch) {
        try (ImageBatches alone = augmented().workers(0).build();
                ImageBatches helped =
                        augmented().workers(workers).prefetch(prefetch).build()) {
            for (int epoch = 0; epoch < 4; epoch++) {
                assertSame(Epoch.of(helped), Epoch.of(alone));
                alone.reset();
                helped.reset();
            }
        }
    }

    private static void assertSame(Epoch actual, Epoch expected) {
        assertThat(actual.images()).isEqualTo(expected.images());
        for (int b = 0; b < expected.features().size(); b++) {
            assertThat(actual.features().get(b)).isEqualTo(expected.features().get(b));
            assertThat(actual.labels().get(b)).isEqualTo(expected.labels().get(b));
        }
    }

    @Test
    void theSeedDecidesOrderAndAugmentation() {
        try (ImageBatches one = augmented().build();
                ImageBatches otherOrder = augmented().shuffle(6).build();
                ImageBatches otherSteps = augmented()
                        .augment(6, PadAndCrop.zero(2), new RandomFlip())
                        .build()) {
            Epoch epoch = Epoch.of(one);
            assertThat(Epoch.of(otherOrder).images()).isNotEqualTo(epoch.images());
            Epoch augmentedOtherwise = Epoch.of(otherSteps);
            assertThat(augmentedOtherwise.images()).isEqualTo(epoch.images());
            assertThat(augmentedOtherwise.features().get(0))
                    .isNotEqualTo(epoch.features().get(0));
        }
    }

    @Test
    void resetBeforeTheFirstBatchSkipsNoEpoch() {
        try (ImageBatches batches = batches(10, 4).shuffle(1).build()) {
            batches.reset();
            batches.reset();
            assertThat(batches.epoch()).isZero();
            batches.next();
            batches.reset();
            batches.reset();
            assertThat(batches.position()).isEqualTo(new Position(1, 0));
        }
    }

    @Test
    void goesToAnyEpoch() {
        try (ImageBatches whole = batches(30, 4).shuffle(1).build();
                ImageBatches jumping = batches(30, 4).shuffle(1).build()) {
            List<Epoch> epochs = new ArrayList<>();
            for (int epoch = 0; epoch < 4; epoch++) {
                epochs.add(Epoch.of(whole));
                whole.reset();
            }
            for (int epoch : new int[] {3, 0, 2, 2, 1}) {
                if (jumping.hasNext()) {
                    jumping.next();
                }
                jumping.epoch(epoch);
                assertSame(Epoch.of(jumping), epochs.get(epoch));
            }
            assertThatThrownBy(() -> jumping.epoch(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> jumping.seek(new Position(0, 9)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an epoch has 8 batches");
        }
    }

    @Test
    void freshArraysStayAsTheyAre() {
        try (ImageBatches fresh = augmented().freshArrays().workers(2).build();
                ImageBatches reusing = augmented().build()) {
            List<DataSet> kept = new ArrayList<>();
            fresh.forEachRemaining(kept::add);
            Epoch expected = Epoch.of(reusing);
            for (int b = 0; b < kept.size(); b++) {
                assertThat(kept.get(b).getFeatures().dup('c').data().asFloat())
                        .isEqualTo(expected.features().get(b));
                assertThat(kept.get(b).getLabels().dup('c').data().asFloat())
                        .isEqualTo(expected.labels().get(b));
            }
        }
    }

    /** An array that ND4J made in the caller's workspace would be overwritten in the workspace's next round. */
    @Test
    @SuppressWarnings("try")
    void anOpenWorkspaceDoesNotTakeTheArrays() {
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(10_000_000).build();
        for (boolean fresh : new boolean[] {false, true}) {
            ImageBatchesBuilder builder = batches(10, 4).workers(0);
            try (ImageBatches batches = (fresh ? builder.freshArrays() : builder).build();
                    MemoryWorkspace ignored =
                            Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "test")) {
                for (int b = 0; b < 3; b++) {
                    DataSet batch = batches.next();
                    assertThat(batch.getFeatures().isAttached()).isFalse();
                    assertThat(batch.getLabels().isAttached()).isFalse();
                }
            }
        }
    }

    @Test
    void smoothsLabels() {
        try (ImageBatches batches = batches(3, 3).labelSmoothing(0.2).build()) {
            INDArray labels = batches.next().getLabels();
            for (int i = 0; i < 3; i++) {
                for (int k = 0; k < 4; k++) {
                    assertThat(labels.getDouble(i, k)).isCloseTo(k == i ? 0.85 : 0.05, within(1e-7));
                }
            }
        }
    }

    @Test
    void appliesAPreProcessorToEachBatchOnce() {
        try (ImageBatches batches = batches(12, 4).build();
                ImageBatches plain = batches(12, 4).build()) {
            batches.setPreProcessor(
                    batch -> batch.setFeatures(batch.getFeatures().mul(2)));
            for (int b = 0; b < 3; b++) {
                assertThat(batches.next().getFeatures())
                        .isEqualTo(plain.next().getFeatures().mul(2));
            }
            assertThat(batches.getPreProcessor()).isNotNull();
        }
    }

    @Test
    void describesItselfToDl4j() throws Exception {
        try (ImageBatches batches = batches(10, 4).build()) {
            assertThat(batches.asyncSupported()).isFalse();
            assertThat(batches.resetSupported()).isTrue();
            assertThat(batches.batch()).isEqualTo(4);
            assertThat(batches.inputColumns()).isEqualTo(90);
            assertThat(batches.totalOutcomes()).isEqualTo(4);
            assertThat(batches.getLabels()).containsExactly("a", "b", "c", "d");
            assertThat(batches.next(4).numExamples()).isEqualTo(4);
            assertThatThrownBy(() -> batches.next(3))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("the batch size is 4");
            assertThatThrownBy(() -> new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(batches))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("store its position()");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aFailingStepEndsNextWithItsCause(int workers) {
        ImageStep failing = (source, from, target, to, shape, choices) -> {
            if (choices.image() == 5) {
                throw new ArithmeticException("image 5");
            }
        };
        try (ImageBatches batches =
                batches(12, 2).augment(0, failing).workers(workers).build()) {
            batches.next();
            batches.next();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(batches::next)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("batch 2 of epoch 0")
                        .hasRootCauseInstanceOf(ArithmeticException.class);
            }
            batches.seek(new Position(0, 3));
            assertThat(batches.next().numExamples()).isEqualTo(2);
        }
    }

    @Test
    void anEmptyViewHasNoBatches() {
        ImageView empty = ImageView.all(images(4)).first(0);
        try (ImageBatches batches =
                ImageBatches.of(empty).batchSize(2).shuffle(1).build()) {
            assertThat(batches.batches()).isZero();
            assertThat(batches.hasNext()).isFalse();
            batches.reset();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    private static ImageBatchesBuilder augmented() {
        return batches(103, 10)
                .shuffle(5)
                .augment(5, PadAndCrop.zero(2), new RandomFlip())
                .permutation(PixelPermutation.random(SHAPE.area(), 9));
    }
}
