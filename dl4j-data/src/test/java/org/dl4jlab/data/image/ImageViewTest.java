package org.dl4jlab.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dl4jlab.data.DataException;
import org.junit.jupiter.api.Test;

class ImageViewTest {

    private static ImageView view(int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return view(bytes);
    }

    private static ImageView view(byte[] labels) {
        return ImageView.all(
                new ImageSet(new ImageShape(1, 1, 1), List.of("a", "b", "c", "d"), new byte[labels.length], labels));
    }

    private static int[] indices(ImageView view) {
        return IntStream.range(0, view.size()).map(view::index).toArray();
    }

    @Test
    void firstKeepsOrderAndLabels() {
        ImageView first = view(3, 1, 2, 0).first(3);
        assertThat(indices(first)).containsExactly(0, 1, 2);
        assertThat(first.label(2)).isEqualTo(2);
        assertThat(first.countByClass()).containsExactly(0, 1, 1, 1);
    }

    @Test
    void aViewOfAViewCountsInTheSet() {
        ImageView validation = view(0, 1, 0, 1, 0, 1, 0, 1).split(0.5, 3).validation();
        ImageView two = validation.first(2);
        assertThat(two.index(1)).isEqualTo(validation.index(1));
        assertThat(two.label(1)).isEqualTo(two.index(1) % 2);
    }

    @Test
    void asksForNoMoreThanThereIs() {
        assertThatThrownBy(() -> view(0, 1).first(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asked for 3 images of a view that has 2");
        assertThatThrownBy(() -> view(0, 1).stratified(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view(0, 1).split(1.1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> view(0, 1).split(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSplitWithAnEmptyPartIsRefused() {
        ImageView hundred = view(new byte[100]);
        assertThatThrownBy(() -> hundred.split(0.001, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("0.001 of 100 training images holds out none")
                .hasMessageContaining("0.005");
        assertThat(hundred.split(0.005, 0).validation().size()).isEqualTo(1);
        assertThatThrownBy(() -> view(new byte[1]).split(0.9, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("0.9 of 1 training images leaves none to learn from");
        assertThatThrownBy(() -> hundred.split(0.999, 0)).isInstanceOf(DataException.class);
        assertThat(hundred.split(0, 0).train().size()).isEqualTo(100);
        assertThat(hundred.split(1, 0).validation().size()).isEqualTo(100);
    }

    @Property
    void aSplitHasEveryImageOnceAndEveryClassItsShare(
            @ForAll @Size(max = 200) List<@ByteRange(min = 0, max = 3) Byte> labels,
            @ForAll @DoubleRange(min = 0, max = 1) double fraction,
            @ForAll long seed) {
        byte[] bytes = new byte[labels.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = labels.get(i);
        }
        ImageView all = view(bytes);
        long count = Math.round(fraction * all.size());
        Assume.that(all.size() == 0 || fraction == 0 || fraction == 1 || count > 0 && count < all.size());
        ImageView.Split split = all.split(fraction, seed);

        int[] train = indices(split.train());
        int[] validation = indices(split.validation());
        assertThat(validation).hasSize((int) Math.round(fraction * all.size())).isSorted();
        assertThat(train).isSorted();
        int[] together = IntStream.concat(Arrays.stream(train), Arrays.stream(validation))
                .sorted()
                .toArray();
        assertThat(together).isEqualTo(indices(all));

        int[] whole = all.countByClass();
        int[] held = split.validation().countByClass();
        for (int c = 0; c < 4; c++) {
            double share = all.size() == 0 ? 0 : (double) validation.length * whole[c] / all.size();
            assertThat((double) held[c]).isBetween(Math.floor(share - 1e-9), Math.ceil(share + 1e-9));
        }
    }

    @Test
    void theSeedDecidesWhichImages() {
        byte[] labels = new byte[400];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 4);
        }
        ImageView all = view(labels);
        assertThat(indices(all.stratified(100, 1))).isEqualTo(indices(all.stratified(100, 1)));
        assertThat(indices(all.stratified(100, 1))).isNotEqualTo(indices(all.stratified(100, 2)));
        assertThat(all.stratified(100, 1).countByClass()).containsOnly(25);
    }

    @Property
    void everyImageIsHeldOutInOneFold(
            @ForAll @Size(min = 2, max = 120) List<@ByteRange(min = 0, max = 3) Byte> labels,
            @ForAll @IntRange(min = 2, max = 12) int wanted,
            @ForAll long seed) {
        byte[] bytes = new byte[labels.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = labels.get(i);
        }
        ImageView all = view(bytes);
        int folds = Math.min(wanted, all.size());
        int[] whole = all.countByClass();
        int[] heldOut = new int[all.size()];
        for (int fold = 1; fold <= folds; fold++) {
            ImageView.Split split = all.fold(folds, fold, seed);
            assertThat(split.train().size() + split.validation().size()).isEqualTo(all.size());
            assertThat((double) split.validation().size())
                    .isBetween(Math.floor((double) all.size() / folds), Math.ceil((double) all.size() / folds));
            int[] held = split.validation().countByClass();
            for (int c = 0; c < 4; c++) {
                assertThat((double) held[c])
                        .isBetween(Math.floor((double) whole[c] / folds), Math.ceil((double) whole[c] / folds));
            }
            assertThat(indices(split.train())).isSorted().doesNotContain(indices(split.validation()));
            for (int i : indices(split.validation())) {
                heldOut[i]++;
            }
        }
        assertThat(heldOut).containsOnly(1);
    }

    @Test
    void foldsThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> view(0, 1, 2).fold(4, 1, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3 training images cannot be divided into 4 folds");
        assertThatThrownBy(() -> view(0, 1, 2).fold(1, 1, 0)).hasMessageContaining("at least 2 folds");
        assertThatThrownBy(() -> view(0, 1, 2).fold(2, 3, 0)).hasMessageContaining("got fold 3 of 2");
        assertThatThrownBy(() -> view(0, 1, 2).fold(2, 0, 0)).hasMessageContaining("got fold 0 of 2");
    }

    @Test
    void classesOfWhichThereIsNoImageAreNamed() {
        ImageView all = view(0, 0, 2);
        assertThat(all.classesWithoutImages())
                .hasSize(2)
                .doesNotContain(all.set().classNames().get(0));
        assertThat(all.classesWithoutImages())
                .doesNotContain(all.set().classNames().get(2));
    }

    @Test
    void anotherSeedDividesInAnotherWay() {
        ImageView all = view(new byte[40]);
        assertThat(indices(all.fold(4, 1, 1).validation()))
                .isNotEqualTo(indices(all.fold(4, 1, 2).validation()));
    }
}
