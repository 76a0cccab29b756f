package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.junit.jupiter.api.Test;

/** In which order the images of a view are visited. */
class ImageOrderTest {

    private static final byte[] LABELS = {2, 0, 1, 0, 2, 1, 0};
    private static final ImageView VIEW = ImageView.all(
            new ImageSet(new ImageShape(1, 1, 1), List.of("a", "b", "c"), new byte[LABELS.length], LABELS));

    private static List<Integer> epoch(ImageBatchesBuilder builder, int epoch) {
        int[] images = new int[LABELS.length];
        builder.batchSize(LABELS.length).plan().images(epoch, 0, images);
        return Arrays.stream(images).boxed().toList();
    }

    @Test
    void shuffledOnceIsTheFirstEpochOfShuffledAnew() {
        List<Integer> first = epoch(ImageBatches.of(VIEW).shuffle(5), 0);

        assertThat(epoch(ImageBatches.of(VIEW).shuffle(5), 1)).isNotEqualTo(first);
        for (int epoch = 0; epoch < 4; epoch++) {
            assertThat(epoch(ImageBatches.of(VIEW).shuffleOnce(5), epoch)).isEqualTo(first);
        }
        assertThat(epoch(ImageBatches.of(VIEW).shuffleOnce(6), 0)).isNotEqualTo(first);
    }

    @Test
    void sortedByClassKeepsTheOrderWithinAClass() {
        assertThat(epoch(ImageBatches.of(VIEW).sortByClass(), 0)).containsExactly(1, 3, 6, 2, 5, 0, 4);
        assertThat(epoch(ImageBatches.of(VIEW).sortByClass(), 3)).containsExactly(1, 3, 6, 2, 5, 0, 4);
    }

    @Test
    void withoutAnythingImagesComeAsTheyAreStored() {
        assertThat(epoch(ImageBatches.of(VIEW), 2)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }
}
