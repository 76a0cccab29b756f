package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.junit.jupiter.api.Test;

class ImageBatchesBuilderTest {

    private static final ImageShape SHAPE = new ImageShape(3, 6, 5);

    private static ImageSet images(int n) {
        return new ImageSet(SHAPE, List.of("a", "b"), new byte[n * SHAPE.size()], new byte[n]);
    }

    private static ImageBatchesBuilder batches(int n, int batchSize) {
        return ImageBatches.of(ImageView.all(images(n))).batchSize(batchSize);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertRefused(() -> batches(3, 0), "the batch size must be at least 1, got 0");
        assertRefused(() -> batches(3, -2), "got -2");
        assertRefused(() -> batches(3, 1).workers(-1), "workers must be at least 0, got -1");
        assertRefused(() -> batches(3, 1).prefetch(0), "at least 1, got 0");
        assertRefused(() -> batches(3, 1).labelSmoothing(1), "from 0 to below 1, got 1.0");
        assertRefused(
                () -> batches(3, 1).normalize(Normalization.identity(1)), "1 channels but the images are [3, 6, 5]");
        assertRefused(() -> batches(3, 1).permutation(PixelPermutation.random(784, 1)), "784 pixels");
        assertRefused(() -> batches(3, 1).augment(1, PadAndCrop.reflect(5)), "at most 4");
        assertThatThrownBy(() -> ImageBatches.of(ImageView.all(images(3))).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give a batch size");
        byte[] wide = new byte[9 * 60_000_000];
        ImageSet one = new ImageSet(new ImageShape(1, 1, 60_000_000), List.of("a"), wide, new byte[9]);
        assertThatThrownBy(
                        () -> ImageBatches.of(ImageView.all(one)).batchSize(9).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exceeds 2 GiB");
    }

    private static void assertRefused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
