package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dl4jlab.data.augment.AlternatingFlip;
import org.dl4jlab.data.augment.Cutout;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.augment.RandomDraws;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.random.SplitMix64;
import org.junit.jupiter.api.Test;

class BatchFillerTest {

    private static final Normalization NORMALIZATION =
            Normalization.of(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2470f, 0.2435f, 0.2616f});
    private static final ImageStep[] STEPS = {
        PadAndCrop.reflect(2), new RandomFlip(), Cutout.black(3), new AlternatingFlip(), PadAndCrop.zero(1)
    };

    private static ImageSet images(ImageShape shape, int n) {
        byte[] pixels = new byte[n * shape.size()];
        new Random(7).nextBytes(pixels);
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 4);
        }
        return new ImageSet(shape, List.of("a", "b", "c", "d"), pixels, labels);
    }

    /** One image, one step and one pixel after the other. */
    private static float[] slowly(
            ImageSet set, int image, int epoch, long seed, int steps, PixelPermutation permutation) {
        ImageShape shape = set.shape();
        byte[] pixels = new byte[shape.size()];
        set.read(image, pixels, 0);
        for (int s = 0; s < steps; s++) {
            byte[] changed = new byte[shape.size()];
            STEPS[s].apply(pixels, 0, changed, 0, shape, new RandomDraws(SplitMix64.child(seed, s), epoch, image));
            pixels = changed;
        }
        float[] values = new float[shape.size()];
        for (int c = 0; c < shape.channels(); c++) {
            for (int p = 0; p < shape.area(); p++) {
                int source = permutation == null ? p : permutation.source(p);
                int value = pixels[c * shape.area() + source] & 0xFF;
                values[c * shape.area() + p] = (value / 255f - NORMALIZATION.mean(c)) / NORMALIZATION.std(c);
            }
        }
        return values;
    }

    @Property(tries = 200)
    void writesWhatTheSlowWayGives(
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 50) int batchSize,
            @ForAll @IntRange(max = 5) int steps,
            @ForAll @IntRange(max = 3) int epoch,
            @ForAll boolean shuffled,
            @ForAll boolean permuted,
            @ForAll boolean direct,
            @ForAll long seed) {
        ImageShape shape = new ImageShape(3, 6, 11);
        ImageSet set = images(shape, n);
        ImageBatchesBuilder builder = ImageBatches.of(ImageView.all(set))
                .batchSize(batchSize)
                .normalize(NORMALIZATION)
                .augment(seed, List.of(STEPS).subList(0, steps).toArray(ImageStep[]::new));
        PixelPermutation permutation = permuted ? PixelPermutation.random(shape.area(), seed) : null;
        if (permuted) {
            builder.permutation(permutation);
        }
        if (shuffled) {
            builder.shuffle(seed);
        }
        BatchPlan plan = builder.plan();
        BatchFiller filler = new BatchFiller(plan);
        int floats = plan.capacity() * shape.size();
        FloatBuffer features = direct
                ? ByteBuffer.allocateDirect(floats * 4)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                : FloatBuffer.allocate(floats);
        int[] labels = new int[plan.capacity()];
        int[] numbers = new int[plan.capacity()];
        List<Integer> seen = new ArrayList<>();
        for (int batch = 0; batch < plan.batches(); batch++) {
            int length = filler.fill(epoch, batch, features, labels);
            assertThat(plan.images(epoch, batch, numbers)).isEqualTo(length).isEqualTo(plan.length(batch));
            for (int k = 0; k < length; k++) {
                float[] actual = new float[shape.size()];
                features.get(k * shape.size(), actual);
                assertThat(actual).isEqualTo(slowly(set, numbers[k], epoch, seed, steps, permutation));
                assertThat(labels[k]).isEqualTo(numbers[k] % 4);
                seen.add(numbers[k]);
            }
        }
        assertThat(seen).hasSize(n).doesNotHaveDuplicates();
        assertThat(features.position()).isZero();
    }

    /** 200 images of 3,072 bytes are collected in several chunks. */
    @Test
    void aBatchLargerThanItsChunkIsWhole() {
        ImageSet set = images(new ImageShape(3, 32, 32), 200);
        BatchPlan plan = ImageBatches.of(ImageView.all(set))
                .batchSize(200)
                .normalize(NORMALIZATION)
                .augment(3, STEPS[0], STEPS[1])
                .plan();
        FloatBuffer features = FloatBuffer.allocate(200 * 3072);
        new BatchFiller(plan).fill(2, 0, features, new int[200]);
        for (int i = 0; i < 200; i++) {
            float[] actual = new float[3072];
            features.get(i * 3072, actual);
            assertThat(actual).isEqualTo(slowly(set, i, 2, 3, 2, null));
        }
    }

    @Test
    void refusesBatchesThatDoNotExistAndMemoryThatIsTooSmall() {
        BatchPlan plan = ImageBatches.of(ImageView.all(images(new ImageShape(3, 6, 11), 10)))
                .batchSize(4)
                .plan();
        BatchFiller filler = new BatchFiller(plan);
        FloatBuffer features = FloatBuffer.allocate(4 * 198);
        assertThatThrownBy(() -> filler.fill(0, 3, features, new int[4]))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("there is no batch 3");
        assertThatThrownBy(() -> filler.fill(-1, 0, features, new int[4]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> filler.fill(0, 0, FloatBuffer.allocate(4 * 198 - 1), new int[4]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> filler.fill(0, 0, features, new int[3])).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
