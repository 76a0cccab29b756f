package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

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

    private static ImageBatches.Builder batches(int n, int batchSize) {
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
                        int value = set.pixels()[set.offset(i) + c * SHAPE.area() + p] & 0xFF;
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
            assertThat(Epoch.of(resumed)).usingRecursiveComparison().isEqualTo(Epoch.of(whole));
        }
    }

    private static ImageBatches.Builder augmented() {
        return batches(103, 10)
                .shuffle(5)
                .augment(5, PadAndCrop.zero(2), new RandomFlip())
                .permutation(PixelPermutation.random(SHAPE.area(), 9));
    }
}
