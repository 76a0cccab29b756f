package org.dl4jlab.sweeps.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The variance of a forest's prediction over the space, and how much of it each axis explains on its own. Both are exact
 * sums over the leaves, under one law, so that the axes' parts never add up to more than the whole.
 * Source: Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", ICML 2014. They
 * divide the variance of each tree and take the mean of the shares; here it is the variance of the forest's mean, in which
 * what single trees make of noise averages out.
 *
 * @param total of the prediction
 * @param main per axis, the variance of the mean prediction at a place of the axis, all other axes varied
 */
record Variance(double total, double[] main) {

    static Variance of(List<List<Leaf>> forest, List<AxisMeasure> axes) {
        List<Leaf> centred = new ArrayList<>();
        for (List<Leaf> tree : forest) {
            double mean = tree.stream()
                    .mapToDouble(leaf -> common(leaf, leaf, axes) * leaf.value())
                    .sum();
            for (Leaf leaf : tree) {
                centred.add(new Leaf(leaf.above(), leaf.upTo(), (leaf.value() - mean) / forest.size()));
            }
        }
        double[] main = new double[axes.size()];
        for (int axis = 0; axis < main.length; axis++) {
            main[axis] = main(centred, axes, axis);
        }
        return new Variance(total(centred, axes), main);
    }

    /** The mean square of a sum of leaves: each pair of leaves counts where both of them are. */
    private static double total(List<Leaf> leaves, List<AxisMeasure> axes) {
        double total = 0;
        for (int i = 0; i < leaves.size(); i++) {
            Leaf one = leaves.get(i);
            double others = 0;
            for (int j = 0; j < i; j++) {
                Leaf other = leaves.get(j);
                others += other.value() * common(one, other, axes);
            }
            total += one.value() * (2 * others + one.value() * common(one, one, axes));
        }
        return total;
    }

    /** The probability of the part of the space that lies in both boxes. */
    private static double common(Leaf one, Leaf other, List<AxisMeasure> axes) {
        double weight = 1;
        for (int axis = 0; axis < axes.size(); axis++) {
            double above = Math.max(one.above()[axis], other.above()[axis]);
            double upTo = Math.min(one.upTo()[axis], other.upTo()[axis]);
            if (above >= upTo) {
                return 0;
            }
            weight *= axes.get(axis).between(above, upTo);
        }
        return weight;
    }

    /** The mean prediction at a place of an axis, all other axes varied. */
    static double marginal(List<Leaf> tree, List<AxisMeasure> axes, int axis, double place) {
        double sum = 0;
        for (Leaf leaf : tree) {
            if (place > leaf.above()[axis] && place <= leaf.upTo()[axis]) {
                sum += weight(leaf, axes, axis) * leaf.value();
            }
        }
        return sum;
    }

    /** @param leaves whose sum has the mean 0 */
    private static double main(List<Leaf> leaves, List<AxisMeasure> axes, int axis) {
        double[] bounds = leaves.stream()
                .flatMapToDouble(leaf -> DoubleStream.of(leaf.above()[axis], leaf.upTo()[axis]))
                .sorted()
                .distinct()
                .toArray();
        // Where the mean prediction changes on the way along the axis, and by how much.
        double[] change = new double[bounds.length];
        for (Leaf leaf : leaves) {
            double part = weight(leaf, axes, axis) * leaf.value();
            change[Arrays.binarySearch(bounds, leaf.above()[axis])] += part;
            change[Arrays.binarySearch(bounds, leaf.upTo()[axis])] -= part;
        }
        double variance = 0;
        double here = 0;
        for (int i = 0; i + 1 < bounds.length; i++) {
            here += change[i];
            variance += axes.get(axis).between(bounds[i], bounds[i + 1]) * here * here;
        }
        return variance;
    }

    /** The probability of a leaf's box, one axis left out. */
    private static double weight(Leaf leaf, List<AxisMeasure> axes, int without) {
        double weight = 1;
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axis != without) {
                weight *= axes.get(axis).between(leaf.above()[axis], leaf.upTo()[axis]);
            }
        }
        return weight;
    }
}
