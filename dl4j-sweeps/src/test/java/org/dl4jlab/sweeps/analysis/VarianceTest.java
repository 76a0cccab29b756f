package org.dl4jlab.sweeps.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VarianceTest {

    private static final double FREE = Double.POSITIVE_INFINITY;
    private static final AxisMeasure EVEN = new AxisMeasure(0);

    /**
     * 0 where x is at most a half, else 1 or 3. Mean 1, mean square 10 / 4, so the variance is 1.5. Along x the mean is 0 or 2,
     * along y 0.5 or 1.5.
     */
    @Test
    void aTreeOfThreeLeavesIsDividedAsByHand() {
        List<Leaf> tree = List.of(
                leaf(-FREE, 0.5, -FREE, FREE, 0), leaf(0.5, FREE, -FREE, 0.5, 1), leaf(0.5, FREE, 0.5, FREE, 3));
        Variance variance = Variance.of(List.of(tree), List.of(EVEN, EVEN));
        assertThat(variance.total()).isCloseTo(1.5, within(1e-12));
        assertThat(variance.main()[0]).isCloseTo(1, within(1e-12));
        assertThat(variance.main()[1]).isCloseTo(0.25, within(1e-12));
        assertThat(Variance.marginal(tree, List.of(EVEN, EVEN), 0, 1)).isCloseTo(2, within(1e-12));
        assertThat(Variance.marginal(tree, List.of(EVEN, EVEN), 1, 0)).isCloseTo(0.5, within(1e-12));
    }

    /** One of three values is better: a third of the weight, 1/3 x 2/3, though its stretch of the axis is a quarter. */
    @Test
    void theEndsOfWholeNumbersAndChoicesWeighAsMuchAsTheOthers() {
        List<Leaf> tree = List.of(leaf(-FREE, 0.75, -FREE, FREE, 0), leaf(0.75, FREE, -FREE, FREE, 1));
        Variance variance = Variance.of(List.of(tree), List.of(new AxisMeasure(3), EVEN));
        assertThat(variance.total()).isCloseTo(2.0 / 9, within(1e-12));
        assertThat(variance.main()[0]).isCloseTo(2.0 / 9, within(1e-12));
        assertThat(variance.main()[1]).isCloseTo(0, within(1e-12));
    }

    @Test
    void aBoundOnAValueBelongsToTheBoxBeforeIt() {
        AxisMeasure eleven = new AxisMeasure(11);
        for (int value = 0; value <= 10; value++) {
            assertThat(eleven.between(-FREE, value / 10.0)).isCloseTo((value + 1) / 11.0, within(1e-12));
            assertThat(eleven.between(value / 10.0, FREE)).isCloseTo((10 - value) / 11.0, within(1e-12));
        }
        assertThat(new AxisMeasure(1).between(-FREE, FREE)).isEqualTo(1);
        assertThat(EVEN.between(-FREE, FREE)).isEqualTo(1);
        assertThat(EVEN.between(-1, 0.25)).isEqualTo(0.25);
        assertThat(EVEN.between(1.5, FREE)).isZero();
    }

    @Test
    void randomForestsAgreeWithASumOverAFineLattice() {
        SplittableRandom random = new SplittableRandom(3);
        List<AxisMeasure> axes = List.of(EVEN, new AxisMeasure(5), EVEN);
        for (int round = 0; round < 20; round++) {
            List<List<Leaf>> forest = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                List<Leaf> tree = new ArrayList<>();
                grow(tree, new double[] {-FREE, -FREE, -FREE}, new double[] {FREE, FREE, FREE}, 6, random);
                forest.add(tree);
            }
            Variance exact = Variance.of(forest, axes);
            double[] slow = lattice(forest);
            assertThat(exact.total()).isCloseTo(slow[3], within(1e-9));
            for (int axis = 0; axis < 3; axis++) {
                assertThat(exact.main()[axis]).isCloseTo(slow[axis], within(1e-9));
            }
            assertThat(exact.main()[0] + exact.main()[1] + exact.main()[2]).isLessThanOrEqualTo(exact.total() + 1e-12);
        }
    }

    /** Bounds lie on twentieths of the even axes, so that the midpoints of twenty cells know all there is. */
    private static void grow(List<Leaf> tree, double[] above, double[] upTo, int depth, SplittableRandom random) {
        int axis = random.nextInt(3);
        double bound = axis == 1 ? random.nextInt(4) / 4.0 + 0.125 : (1 + random.nextInt(19)) / 20.0;
        if (depth == 0 || bound <= above[axis] || bound >= upTo[axis]) {
            tree.add(new Leaf(above, upTo, random.nextDouble()));
            return;
        }
        double[] left = upTo.clone();
        left[axis] = bound;
        grow(tree, above, left, depth - 1, random);
        double[] right = above.clone();
        right[axis] = bound;
        grow(tree, right, upTo, depth - 1, random);
    }

    /** The variances of the mean along each axis, and the whole. */
    private static double[] lattice(List<List<Leaf>> forest) {
        double[][] along = {new double[20], new double[5], new double[20]};
        double mean = 0;
        double square = 0;
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 5; j++) {
                for (int k = 0; k < 20; k++) {
                    double[] point = {(i + 0.5) / 20, j / 4.0, (k + 0.5) / 20};
                    double value = forest.stream()
                            .mapToDouble(tree -> predict(tree, point))
                            .average()
                            .orElseThrow();
                    along[0][i] += value / 100;
                    along[1][j] += value / 400;
                    along[2][k] += value / 100;
                    mean += value / 2000;
                    square += value * value / 2000;
                }
            }
        }
        double[] result = new double[4];
        for (int axis = 0; axis < 3; axis++) {
            for (double here : along[axis]) {
                result[axis] += (here - mean) * (here - mean) / along[axis].length;
            }
        }
        result[3] = square - mean * mean;
        return result;
    }

    private static double predict(List<Leaf> tree, double... point) {
        return tree.stream()
                .filter(leaf -> {
                    for (int axis = 0; axis < point.length; axis++) {
                        if (point[axis] <= leaf.above()[axis] || point[axis] > leaf.upTo()[axis]) {
                            return false;
                        }
                    }
                    return true;
                })
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Leaf leaf(double xAbove, double xUpTo, double yAbove, double yUpTo, double value) {
        return new Leaf(new double[] {xAbove, yAbove}, new double[] {xUpTo, yUpTo}, value);
    }
}
