package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dl4jlab.data.augment.ImageMixing;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.Mixture;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.RandomDraws;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.random.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class BalancedAndMixedBatchesTest {

    private static final ImageShape SHAPE = new ImageShape(3, 5, 4);
    private static final long SEED = 77;

    /** As many images of each class as the counts say, in mixed order, with random pixels. */
    private static ImageSet images(int... counts) {
        int n = Arrays.stream(counts).sum();
        byte[] labels = new byte[n];
        int[] left = counts.clone();
        Random random = new Random(3);
        for (int i = 0; i < n; i++) {
            int label;
            do {
                label = random.nextInt(counts.length);
            } while (left[label] == 0);
            left[label]--;
            labels[i] = (byte) label;
        }
        byte[] pixels = new byte[n * SHAPE.size()];
        random.nextBytes(pixels);
        return new ImageSet(SHAPE, List.of("a", "b", "c", "d").subList(0, counts.length), pixels, labels);
    }

    private static List<Integer> epoch(ImageBatches batches, int epoch) {
        batches.epoch(epoch);
        List<Integer> seen = new ArrayList<>();
        while (batches.hasNext()) {
            batches.next();
            Arrays.stream(batches.lastImages()).forEach(seen::add);
        }
        return seen;
    }

    @Property(tries = 100)
    void everyClassIsSeenEquallyOften(
            @ForAll @IntRange(min = 1, max = 60) int a,
            @ForAll @IntRange(max = 9) int b,
            @ForAll @IntRange(max = 30) int c,
            @ForAll @IntRange(min = 1, max = 20) int batch,
            @ForAll long seed) {
        ImageSet set = images(a, b, c);
        int classes = 1 + Math.min(b, 1) + Math.min(c, 1);
        int[] visits = new int[set.size()];
        try (ImageBatches batches = ImageBatches.of(ImageView.all(set))
                .batchSize(batch)
                .balance(seed)
                .workers(0)
                .build()) {
            for (int epoch = 0; epoch < 4; epoch++) {
                List<Integer> seen = epoch(batches, epoch);
                assertThat(seen).hasSize(set.size());
                int[] byClass = new int[3];
                seen.forEach(image -> {
                    byClass[set.label(image)]++;
                    visits[image]++;
                });
                for (int label = 0; label < 3; label++) {
                    boolean any = new int[] {a, b, c}[label] > 0;
                    double share = any ? (double) set.size() / classes : 0;
                    assertThat((double) byClass[label]).isBetween(Math.floor(share), Math.ceil(share));
                }
            }
        }
        // Images of a class take turns, over all epochs.
        for (int label = 0; label < 3; label++) {
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (int i = 0; i < set.size(); i++) {
                if (set.label(i) == label) {
                    least = Math.min(least, visits[i]);
                    most = Math.max(most, visits[i]);
                }
            }
            assertThat(most - least).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void classesAreMixedAndEpochsDiffer() {
        try (ImageBatches batches = ImageBatches.of(ImageView.all(images(90, 10)))
                .batchSize(100)
                .balance(5)
                .build()) {
            List<Integer> first = epoch(batches, 0);
            assertThat(epoch(batches, 1)).isNotEqualTo(first);
            assertThat(epoch(batches, 0)).isEqualTo(first);
            long rareInTheFirstHalf = first.subList(0, 50).stream()
                    .filter(i -> batches.plan().view().set().label(i) == 1)
                    .count();
            assertThat(rareInTheFirstHalf).isBetween(13L, 37L);
        }
    }

    /** Thirteen visits to one image in an epoch are different crops of it, not one crop thirteen times. */
    @Test
    void repeatedVisitsAreAugmentedInTheirOwnWay() {
        ImageSet set = images(24, 1);
        try (ImageBatches batches = ImageBatches.of(ImageView.all(set))
                .batchSize(25)
                .balance(5)
                .augment(1, PadAndCrop.reflect(2), new RandomFlip())
                .build()) {
            DataSet batch = batches.next();
            int[] images = batches.lastImages();
            HashSet<List<Float>> different = new HashSet<>();
            int visits = 0;
            for (int k = 0; k < images.length; k++) {
                if (set.label(images[k]) == 1) {
                    visits++;
                    different.add(list(batch.getFeatures().slice(k)));
                }
            }
            assertThat(visits).isEqualTo(13);
            assertThat(different.size()).isGreaterThan(8);
        }
    }

    private static List<Float> list(INDArray image) {
        List<Float> values = new ArrayList<>();
        for (float value : image.dup('c').data().asFloat()) {
            values.add(value);
        }
        return values;
    }

    /** Both images augmented, mixed, and the targets mixed, one after the other. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mixesWithAnotherImageOfTheEpoch(boolean balanced) {
        ImageSet set = images(17, 4, 9);
        ImageStep crop = PadAndCrop.reflect(1);
        for (ImageMixing mixing : new ImageMixing[] {new ImageMixing(0.8, 0), new ImageMixing(0, 1)}) {
            ImageBatchesBuilder builder = ImageBatches.of(ImageView.all(set))
                    .batchSize(7)
                    .augment(SEED, crop)
                    .mix(mixing)
                    .labelSmoothing(0.1);
            try (ImageBatches batches = (balanced ? builder.balance(2) : builder.shuffle(2)).build()) {
                for (int epoch = 0; epoch < 2; epoch++) {
                    assertMixed(batches, epoch, set, crop, mixing, visits(set, balanced, epoch));
                }
            }
        }
    }

    private static EpochOrder.Visits visits(ImageSet set, boolean balanced, int epoch) {
        ImageView all = ImageView.all(set);
        EpochOrder order = balanced ? EpochOrder.balanced(all, 2) : EpochOrder.shuffled(all.size(), 2);
        return order.visits(epoch);
    }

    private static void assertMixed(
            ImageBatches batches,
            int epoch,
            ImageSet set,
            ImageStep crop,
            ImageMixing mixing,
            EpochOrder.Visits visits) {
        batches.epoch(epoch);
        int visit = 0;
        int partners = 0;
        while (batches.hasNext()) {
            DataSet batch = batches.next();
            for (int k = 0; k < batches.lastImages().length; k++, visit++) {
                int image = visits.positions()[visit];
                int copy = visits.copy(visit);
                assertThat(batches.lastImages()[k]).isEqualTo(image);
                RandomDraws choices = choices(1L << 40, epoch, image, copy);
                int otherVisit = choices.below(0, visits.size());
                int other = visits.positions()[otherVisit];
                partners += other == image ? 0 : 1;
                Mixture mixture = mixing.draw(choices.apart(1), SHAPE);
                byte[] mixed = augmented(set, crop, epoch, image, copy);
                mixture.apply(mixed, 0, augmented(set, crop, epoch, other, visits.copy(otherVisit)), 0, SHAPE);
                float[] features = batch.getFeatures().slice(k).dup('c').data().asFloat();
                for (int p = 0; p < features.length; p++) {
                    assertThat(features[p]).isEqualTo((mixed[p] & 0xFF) / 255f);
                }
                float[] targets = batch.getLabels().slice(k).dup('c').data().asFloat();
                double sum = 0;
                for (int c = 0; c < targets.length; c++) {
                    double own = (c == set.label(image) ? 0.9 : 0) + 0.1 / 3;
                    double its = (c == set.label(other) ? 0.9 : 0) + 0.1 / 3;
                    double expected = mixture.share() * own + (1 - mixture.share()) * its;
                    assertThat((double) targets[c]).isBetween(expected - 1e-6, expected + 1e-6);
                    sum += targets[c];
                }
                assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
            }
        }
        assertThat(partners).isGreaterThan(20);
    }

    private static RandomDraws choices(long step, int epoch, int image, int copy) {
        long seed = SplitMix64.child(SEED, step);
        return new RandomDraws(copy == 0 ? seed : SplitMix64.child(seed, (1L << 40) + copy), epoch, image);
    }

    private static byte[] augmented(ImageSet set, ImageStep crop, int epoch, int image, int copy) {
        byte[] result = new byte[SHAPE.size()];
        crop.apply(set.image(image), 0, result, 0, SHAPE, choices(0, epoch, image, copy));
        return result;
    }

    @Test
    void mixedAndBalancedBatchesAreTheSameForAnyNumberOfWorkers() {
        ImageBatchesBuilder builder = ImageBatches.of(ImageView.all(images(300, 40, 20)))
                .batchSize(32)
                .augment(SEED, PadAndCrop.zero(1))
                .mix(new ImageMixing(0.2, 1))
                .balance(9)
                .freshArrays();
        List<DataSet> alone = new ArrayList<>();
        try (ImageBatches batches = builder.workers(0).build()) {
            batches.epoch(3);
            batches.forEachRemaining(alone::add);
        }
        try (ImageBatches batches = builder.workers(3).prefetch(5).build()) {
            batches.epoch(3);
            for (DataSet expected : alone) {
                DataSet batch = batches.next();
                assertThat(batch.getFeatures()).isEqualTo(expected.getFeatures());
                assertThat(batch.getLabels()).isEqualTo(expected.getLabels());
            }
        }
    }

    @Test
    void aMixedBatchHasNoClassIndices() {
        BatchPlan plan = ImageBatches.of(ImageView.all(images(4)))
                .batchSize(2)
                .mix(new ImageMixing(1, 0))
                .plan();
        FloatBuffer features = FloatBuffer.allocate(2 * SHAPE.size());
        assertThatThrownBy(() -> new BatchFiller(plan).fill(0, 0, features, new int[2]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no class index");
    }
}
