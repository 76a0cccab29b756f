package org.dl4jlab.data.image;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.random.SplitMix64;

/**
 * Some of an {@link ImageSet}'s images, in a fixed order: what training, validation or testing looks at. No pixel is
 * copied. Immutable.
 */
public final class ImageView {

    private final ImageSet set;
    private final int[] indices;

    private ImageView(ImageSet set, int[] indices) {
        this.set = set;
        this.indices = indices;
    }

    /** Every image, in the set's own order. */
    public static ImageView all(ImageSet set) {
        int[] indices = new int[set.size()];
        Arrays.setAll(indices, i -> i);
        return new ImageView(set, indices);
    }

    /**
     * Chosen images of a set.
     *
     * @param numbers of the images in the set, in the order of the view
     * @throws IndexOutOfBoundsException if the set has no such image
     */
    public static ImageView of(ImageSet set, int[] numbers) {
        for (int number : numbers) {
            Objects.checkIndex(number, set.size());
        }
        return new ImageView(set, numbers.clone());
    }

    /**
     * One of {@code parts} parts of nearly equal size: every {@code parts}-th image, so that images that are stored by class
     * are dealt out evenly. The images keep this view's order.
     *
     * @param part which one, from 0
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public ImageView part(int part, int parts) {
        Objects.checkIndex(part, parts);
        return new ImageView(
                set,
                IntStream.iterate(part, i -> i < indices.length, i -> i + parts)
                        .map(i -> indices[i])
                        .toArray());
    }

    /**
     * The first {@code n} images of this view.
     *
     * @throws IllegalArgumentException if {@code n} is negative or larger than this view
     */
    public ImageView first(int n) {
        checkCount(n);
        return new ImageView(set, Arrays.copyOf(indices, n));
    }

    /**
     * A random subset of {@code n} images in which every class has the share that it has in this view (within one image;
     * the largest remainders are rounded up). The images keep this view's order.
     *
     * @param n images wanted
     * @param seed decides which images of each class
     * @throws IllegalArgumentException if {@code n} is negative or larger than this view
     */
    public ImageView stratified(int n, long seed) {
        checkCount(n);
        return select(chooseStratified(n, seed), true);
    }

    /**
     * Divides this view at random into training and validation images, in both of which every class has the share that it
     * has here (within one image).
     *
     * @param validationFraction part of the images held out for validation, from 0 to 1
     * @param seed decides which images
     * @throws IllegalArgumentException if the fraction is outside [0, 1]
     * @throws DataException if the fraction is above 0 but so small that it holds out no image, or below 1 but so large
     *     that it leaves none to learn from
     */
    public Split split(double validationFraction, long seed) {
        int count = heldOut(size(), validationFraction);
        boolean[] held = chooseStratified(count, seed);
        return new Split(select(held, false), select(held, true));
    }

    /**
     * How many images a fraction holds out.
     *
     * @throws DataException if it is none of them although some are wanted, or leaves none to learn from
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    public static int heldOut(int images, double validationFraction) {
        if (!(validationFraction >= 0 && validationFraction <= 1)) {
            throw new IllegalArgumentException(
                    "the validation fraction must be from 0 to 1, got " + validationFraction);
        }
        int count = (int) Math.round(validationFraction * images);
        if (count == 0 && validationFraction > 0 && images > 0) {
            throw new DataException("A validation fraction of " + validationFraction + " of " + images
                    + " training images holds out none of them; use " + (float) Math.ceil(500.0 / images) / 1000
                    + " or more, or 0 for none, or more images.");
        }
        if (count == images && validationFraction < 1 && images > 0) {
            throw new DataException("A validation fraction of " + validationFraction + " of " + images
                    + " training images leaves none to learn from; use a smaller fraction or more images.");
        }
        return count;
    }

    /**
     * Divides this view at random into {@code folds} parts, in all of which every class has the share that it has here
     * (within one image), and holds one of them out. The same seed divides in the same way for every {@code fold}, so that
     * each image is held out once.
     *
     * @param folds number of parts, from 2 to the number of images
     * @param fold which part is held out, from 1 to {@code folds}
     * @param seed decides which images
     * @throws IllegalArgumentException if there is no such part
     * @throws DataException if there are more parts than images
     */
    public Split fold(int folds, int fold, long seed) {
        if (folds < 2 || fold < 1 || fold > folds) {
            throw new IllegalArgumentException(
                    "there must be at least 2 folds, numbered from 1, got fold " + fold + " of " + folds);
        }
        if (folds > size()) {
            throw new DataException(size() + " training images cannot be divided into " + folds
                    + " folds; use at most one fold for each image.");
        }
        boolean[] held = new boolean[size()];
        int[] counts = countByClass();
        int dealt = 0;
        for (int c = 0; c < counts.length; c++) {
            int[] members = positionsOfClass(c, counts[c]);
            SplitMix64.shuffle(members, SplitMix64.child(seed, c));
            for (int member : members) {
                held[member] = dealt++ % folds == fold - 1;
            }
        }
        return new Split(select(held, false), select(held, true));
    }

    /** Number of images in this view. */
    public int size() {
        return indices.length;
    }

    /** Class index of this view's image number {@code i}. */
    public int label(int i) {
        return set.label(indices[i]);
    }

    /** The number that this view's image number {@code i} has in {@link #set()}. */
    public int index(int i) {
        return indices[i];
    }

    /** The images that this view chooses from. */
    public ImageSet set() {
        return set;
    }

    /** How many images of each class this view has. */
    public int[] countByClass() {
        int[] counts = new int[set.classCount()];
        for (int index : indices) {
            counts[set.label(index)]++;
        }
        return counts;
    }

    /** Names of the classes of which this view has no image. */
    public List<String> classesWithoutImages() {
        int[] counts = countByClass();
        return IntStream.range(0, counts.length)
                .filter(c -> counts[c] == 0)
                .mapToObj(set.classNames()::get)
                .toList();
    }

    @Override
    public String toString() {
        return size() + " of " + set.size() + " images " + set.shape();
    }

    private boolean[] chooseStratified(int n, long seed) {
        int[] counts = countByClass();
        int[] quotas = proportionalQuotas(counts, n);
        boolean[] chosen = new boolean[size()];
        for (int c = 0; c < counts.length; c++) {
            int[] members = positionsOfClass(c, counts[c]);
            SplitMix64.shuffle(members, SplitMix64.child(seed, c));
            for (int k = 0; k < quotas[c]; k++) {
                chosen[members[k]] = true;
            }
        }
        return chosen;
    }

    /** Divides {@code n} in proportion to {@code counts} by the largest-remainder method; ties go to the lower class. */
    private static int[] proportionalQuotas(int[] counts, int n) {
        long total = Arrays.stream(counts).asLongStream().sum();
        int[] quotas = new int[counts.length];
        long[] remainders = new long[counts.length];
        int left = n;
        for (int c = 0; c < counts.length && total > 0; c++) {
            quotas[c] = (int) ((long) n * counts[c] / total);
            remainders[c] = (long) n * counts[c] % total;
            left -= quotas[c];
        }
        for (; left > 0; left--) {
            int best = 0;
            for (int c = 1; c < counts.length; c++) {
                if (remainders[c] > remainders[best]) {
                    best = c;
                }
            }
            quotas[best]++;
            remainders[best] = -1;
        }
        return quotas;
    }

    private int[] positionsOfClass(int label, int count) {
        int[] positions = new int[count];
        int filled = 0;
        for (int i = 0; i < indices.length; i++) {
            if (label(i) == label) {
                positions[filled++] = i;
            }
        }
        return positions;
    }

    private ImageView select(boolean[] chosen, boolean wanted) {
        int[] selected = new int[indices.length];
        int count = 0;
        for (int i = 0; i < indices.length; i++) {
            if (chosen[i] == wanted) {
                selected[count++] = indices[i];
            }
        }
        return new ImageView(set, Arrays.copyOf(selected, count));
    }

    private void checkCount(int n) {
        if (n < 0 || n > size()) {
            throw new IllegalArgumentException("asked for " + n + " images of a view that has " + size());
        }
    }

    /**
     * The two parts of a view that {@link #split} makes.
     *
     * @param train to learn from
     * @param validation to make choices on
     */
    public record Split(ImageView train, ImageView validation) {}
}
