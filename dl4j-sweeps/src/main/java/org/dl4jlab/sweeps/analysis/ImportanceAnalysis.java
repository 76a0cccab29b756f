package org.dl4jlab.sweeps.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dl4jlab.data.random.SplitMix64;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.dl4jlab.sweeps.space.Dimension;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * Functional analysis of variance: a random forest learns the score as a function of the hyperparameters; how far its
 * mean moves with one hyperparameter, all others varied over the whole space, is that hyperparameter's main effect.
 * Source: Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", ICML 2014;
 * here the means are taken over sampled points instead of over the leaves.
 *
 * <p>Tribuo tells java.util.logging of every tree, at level INFO; a program that does not want to see it says so there.
 */
public final class ImportanceAnalysis {

    /** Fewer say nothing. */
    public static final int FEWEST_CANDIDATES = 10;

    private static final int TREES = 200;
    private static final float FEATURES_AT_A_SPLIT = 0.7f;
    private static final int SAMPLES = 300;
    private static final int PLACES = 17;
    private static final RegressionFactory FACTORY = new RegressionFactory();

    private ImportanceAnalysis() {}

    /**
     * The last epoch that every candidate reached; scores are compared there, so that candidates which were stopped
     * early count as well.
     *
     * @return 0 if there is none
     */
    public static int epoch(List<CandidateRecord> candidates) {
        return usable(candidates).stream()
                .mapToInt(CandidateRecord::epochs)
                .min()
                .orElse(0);
    }

    /**
     * Each hyperparameter's importance, in the order of the dimensions.
     *
     * @param seed of the forest
     * @return empty if fewer than {@link #FEWEST_CANDIDATES} candidates were scored
     */
    public static List<Importance> of(List<Dimension> dimensions, List<CandidateRecord> candidates, long seed) {
        List<CandidateRecord> usable = usable(candidates);
        if (usable.size() < FEWEST_CANDIDATES) {
            return List.of();
        }
        Forest forest = forest(dimensions, usable, epoch(candidates), seed);
        double[][] points = points(dimensions, seed);
        double total =
                variance(Arrays.stream(points).mapToDouble(forest::predict).toArray());
        List<Importance> result = new ArrayList<>();
        for (int d = 0; d < dimensions.size(); d++) {
            double[] marginal = marginal(forest, dimensions.get(d), points, d);
            result.add(new Importance(
                    dimensions.get(d).name(),
                    total == 0 ? 0 : Math.min(1, variance(marginal) / total),
                    Arrays.stream(marginal).boxed().toList()));
        }
        return result;
    }

    /** The candidates that were scored. */
    public static List<CandidateRecord> usable(List<CandidateRecord> candidates) {
        return candidates.stream().filter(c -> c.status() != Status.FAILED).toList();
    }

    private static Forest forest(List<Dimension> dimensions, List<CandidateRecord> candidates, int epoch, long seed) {
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("candidates", FACTORY), FACTORY);
        for (CandidateRecord candidate : candidates) {
            double[] place = dimensions.stream()
                    .mapToDouble(d -> d.position(candidate.hyperparameters().get(d.name())))
                    .toArray();
            data.add(example(dimensions, place, candidate.curve().get(epoch - 1).validationAccuracy()));
        }
        CARTRegressionTrainer tree = new CARTRegressionTrainer(
                Integer.MAX_VALUE, 1, 0, FEATURES_AT_A_SPLIT, false, new MeanSquaredError(), seed);
        return Forest.of(
                new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed).train(data),
                dimensions.stream().map(Dimension::name).toList());
    }

    private static ArrayExample<Regressor> example(List<Dimension> dimensions, double[] place, double score) {
        String[] names = dimensions.stream().map(Dimension::name).toArray(String[]::new);
        return new ArrayExample<>(new Regressor("score", score), names, place);
    }

    private static double[][] points(List<Dimension> dimensions, long seed) {
        double[][] points = new double[SAMPLES][dimensions.size()];
        for (int i = 0; i < SAMPLES; i++) {
            for (int d = 0; d < dimensions.size(); d++) {
                double uniform = (SplitMix64.child(SplitMix64.child(seed, i), d) >>> 11) * 0x1p-53;
                points[i][d] = snapped(dimensions.get(d), uniform);
            }
        }
        return points;
    }

    /** Choices lie at a few places only. */
    private static double snapped(Dimension dimension, double place) {
        if (dimension.scale() != Dimension.Scale.CHOICES) {
            return place;
        }
        int choices = dimension.choices().size();
        return choices < 2 ? 0.5 : Math.min(choices - 1, Math.floor(place * choices)) / (choices - 1);
    }

    private static double[] marginal(Forest forest, Dimension axis, double[][] points, int dimension) {
        int places = axis.scale() == Dimension.Scale.CHOICES ? axis.choices().size() : PLACES;
        double[] means = new double[places];
        for (int k = 0; k < places; k++) {
            double place = places == 1 ? 0.5 : (double) k / (places - 1);
            for (double[] point : points) {
                double[] moved = point.clone();
                moved[dimension] = place;
                means[k] += forest.predict(moved) / points.length;
            }
        }
        return means;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    }
}
