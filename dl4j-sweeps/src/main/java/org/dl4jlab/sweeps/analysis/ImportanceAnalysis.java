package org.dl4jlab.sweeps.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dl4jlab.data.random.SplitMix64;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.dl4jlab.sweeps.record.SweepRecord;
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
 * How much each hyperparameter matters, by functional analysis of variance: random forests learn the score as a function of
 * the hyperparameters, and the variance of their predictions over the whole space is divided into what each hyperparameter
 * explains on its own and the rest. Source: Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing
 * Hyperparameter Importance", ICML 2014.
 *
 * <p>Tribuo tells java.util.logging of every tree, at level INFO; a program that does not want to see it says so there.
 *
 * @param candidates that were compared
 * @param diverged how many of them diverged; they count as guessing
 * @param epoch after which scores are compared: the last one that every scored candidate reached, so that candidates which
 *     were stopped early count as well; 0 if none was scored
 * @param parts one per hyperparameter, in the order of the dimensions; empty with fewer than {@link #FEWEST_CANDIDATES}
 */
public record ImportanceAnalysis(int candidates, int diverged, int epoch, List<Importance> parts) {

    /** Fewer say nothing. */
    public static final int FEWEST_CANDIDATES = 10;

    /** Forests differ in their seed only; the spread of their shares is shown. */
    static final int FORESTS = 5;

    private static final int TREES = 64;
    private static final int FEWEST_TREES = 16;

    /** The time of an analysis grows with the square of the leaves, so many candidates get fewer trees. */
    private static final int SAMPLES_OF_ALL_TREES = 12_800;

    private static final float FEATURES_AT_A_SPLIT = 0.7f;
    private static final int PLACES = 17;
    /** Less than the variance of any two scores that differ; what is left of equal ones in the last bits. */
    private static final double ROUNDING = 1e-15;

    private static final RegressionFactory FACTORY = new RegressionFactory();

    public ImportanceAnalysis {
        parts = List.copyOf(parts);
    }

    /**
     * @param candidates those that failed for another reason than divergence are left out
     * @param classes of the data; a network that diverged is right once in so many images, and never if they are unknown (0)
     * @param seed of the forests
     */
    static ImportanceAnalysis of(List<Dimension> dimensions, List<CandidateRecord> candidates, int classes, long seed) {
        List<CandidateRecord> counted = counted(candidates);
        List<CandidateRecord> scored =
                counted.stream().filter(c -> c.status() != Status.DIVERGED).toList();
        int diverged = counted.size() - scored.size();
        int epoch = scored.stream().mapToInt(CandidateRecord::epochs).min().orElse(0);
        if (counted.size() < FEWEST_CANDIDATES || scored.isEmpty()) {
            return new ImportanceAnalysis(counted.size(), diverged, epoch, List.of());
        }
        double guessing = classes == 0 ? 0 : 1.0 / classes;
        double[] scores = counted.stream()
                .mapToDouble(c -> c.status() == Status.DIVERGED
                        ? guessing
                        : c.curve().get(epoch - 1).validationAccuracy())
                .toArray();
        List<AxisMeasure> axes = dimensions.stream().map(AxisMeasure::of).toList();
        List<List<List<Leaf>>> forests = IntStream.range(0, FORESTS)
                .mapToObj(i -> forest(dimensions, counted, scores, SplitMix64.child(seed, i)))
                .toList();
        List<double[]> shares =
                forests.stream().map(trees -> shares(trees, axes)).toList();
        List<Importance> parts = new ArrayList<>();
        for (int d = 0; d < dimensions.size(); d++) {
            int axis = d;
            var spread = shares.stream().mapToDouble(share -> share[axis]).summaryStatistics();
            parts.add(new Importance(
                    dimensions.get(d).name(),
                    spread.getAverage(),
                    spread.getMin(),
                    spread.getMax(),
                    marginal(forests, dimensions.get(d), axes, d)));
        }
        return new ImportanceAnalysis(counted.size(), diverged, epoch, parts);
    }

    /** Analyses a sweep as far as it has come. */
    public static ImportanceAnalysis of(SweepRecord sweep, List<CandidateRecord> candidates) {
        int classes = sweep.data() == null ? 0 : sweep.data().classes();
        return of(sweep.dimensions(), candidates, classes, sweep.plan().seed());
    }

    /** The share of the variance that no hyperparameter explains on its own: what they do together, and noise. */
    public double rest() {
        return 1 - parts.stream().mapToDouble(Importance::share).sum();
    }

    /** The candidates that an analysis takes in: all that were scored, and those that diverged. */
    public static List<CandidateRecord> counted(List<CandidateRecord> candidates) {
        return candidates.stream().filter(c -> c.status() != Status.FAILED).toList();
    }

    private static List<List<Leaf>> forest(
            List<Dimension> dimensions, List<CandidateRecord> candidates, double[] scores, long seed) {
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("candidates", FACTORY), FACTORY);
        String[] names = dimensions.stream().map(Dimension::name).toArray(String[]::new);
        for (int i = 0; i < scores.length; i++) {
            CandidateRecord candidate = candidates.get(i);
            double[] place = dimensions.stream()
                    .mapToDouble(d -> d.position(candidate.hyperparameters().get(d.name())))
                    .toArray();
            data.add(new ArrayExample<>(new Regressor("score", scores[i]), names, place));
        }
        CARTRegressionTrainer tree = new CARTRegressionTrainer(
                Integer.MAX_VALUE, 1, 0, FEATURES_AT_A_SPLIT, false, new MeanSquaredError(), seed);
        int trees = Math.max(FEWEST_TREES, Math.min(TREES, SAMPLES_OF_ALL_TREES / scores.length));
        return Leaf.of(
                new RandomForestTrainer<>(tree, new AveragingCombiner(), trees, seed).train(data),
                Arrays.asList(names));
    }

    private static double[] shares(List<List<Leaf>> forest, List<AxisMeasure> axes) {
        Variance variance = Variance.of(forest, axes);
        return Arrays.stream(variance.main())
                .map(main -> variance.total() > ROUNDING ? main / variance.total() : 0)
                .toArray();
    }

    private static List<Double> marginal(
            List<List<List<Leaf>>> forests, Dimension dimension, List<AxisMeasure> axes, int axis) {
        int places = dimension.scale() == Dimension.Scale.CHOICES
                ? dimension.choices().size()
                : PLACES;
        List<Double> means = new ArrayList<>();
        for (int k = 0; k < places; k++) {
            double place = places == 1 ? 0.5 : (double) k / (places - 1);
            means.add(forests.stream()
                    .flatMap(List::stream)
                    .mapToDouble(tree -> Variance.marginal(tree, axes, axis, place))
                    .average()
                    .orElse(0));
        }
        return means;
    }
}
