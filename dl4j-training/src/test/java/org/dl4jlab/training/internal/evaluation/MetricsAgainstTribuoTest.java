package org.dl4jlab.training.internal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Random predictions, with ties, by these metrics, by Tribuo's and, for ROC areas and top-k, by ND4J's. */
class MetricsAgainstTribuoTest {

    private static final Offset<Double> SAME = within(1e-6);

    /** Predictions better than chance; with few steps of probability many are equal. */
    private static ScoredImages random(int images, int classes, int steps, long seed) {
        Random random = new Random(seed);
        int[] labels = new int[images];
        float[][] probabilities = new float[images][classes];
        for (int i = 0; i < images; i++) {
            // Classes of unequal size, each with an image.
            labels[i] = i < classes ? i : Math.min(random.nextInt(classes), random.nextInt(classes));
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                probabilities[i][c] = 1 + random.nextInt(steps) + (c == labels[i] ? steps / 2 : 0);
                sum += probabilities[i][c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities[i][c] /= sum;
            }
        }
        return new ScoredImages(classes, labels, probabilities);
    }

    private static LabelEvaluation tribuo(ScoredImages scored) {
        LabelFactory factory = new LabelFactory();
        List<Example<Label>> examples = new ArrayList<>();
        List<Prediction<Label>> predictions = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            Example<Label> example =
                    new ArrayExample<>(new Label("c" + scored.labels()[i]), new String[] {"f"}, new double[] {1});
            examples.add(example);
            Map<String, Label> scores = new LinkedHashMap<>();
            for (int c = 0; c < scored.classes(); c++) {
                scores.put("c" + c, new Label("c" + c, scored.probabilities()[i][c]));
            }
            predictions.add(new Prediction<>(scores.get("c" + scored.predicted(i)), scores, 1, example, true));
        }
        SimpleDataSourceProvenance provenance = new SimpleDataSourceProvenance("random", factory);
        MutableDataset<Label> data = new MutableDataset<>(new ListDataSource<>(examples, factory, provenance));
        Model<Label> model =
                new Classes(DummyClassifierTrainer.createMostFrequentTrainer().train(data));
        return new LabelEvaluator().evaluate(model, predictions, data.getProvenance());
    }

    /** The evaluator asks a model for its classes only. */
    private static final class Classes extends Model<Label> {

        private static final long serialVersionUID = 1;

        Classes(Model<Label> like) {
            super("classes", like.getProvenance(), like.getFeatureIDMap(), like.getOutputIDInfo(), true);
        }

        @Override
        public Prediction<Label> predict(Example<Label> example) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Model<Label> copy(String name, ModelProvenance provenance) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 2, 4, 1", "300, 3, 5, 2", "500, 10, 1000, 3", "60, 7, 2, 4"})
    void agree(int images, int classes, int steps, long seed) {
        ScoredImages scored = random(images, classes, steps, seed);
        Metrics ours = Metrics.of(scored);
        LabelEvaluation theirs = tribuo(scored);

        assertThat(ours.accuracy()).isEqualTo(theirs.accuracy(), SAME);
        assertThat(ours.balancedAccuracy()).isEqualTo(1 - theirs.balancedErrorRate(), SAME);
        assertThat(ours.macroPrecision()).isEqualTo(theirs.macroAveragedPrecision(), SAME);
        assertThat(ours.macroF1()).isEqualTo(theirs.macroAveragedF1(), SAME);
        for (int c = 0; c < classes; c++) {
            Label label = new Label("c" + c);
            ClassMetrics mine = ours.classes().get(c);
            assertThat(mine.precision()).isEqualTo(nanAsZero(theirs.precision(label)), SAME);
            assertThat(mine.recall()).isEqualTo(theirs.recall(label), SAME);
            assertThat(mine.f1()).isEqualTo(nanAsZero(theirs.f1(label)), SAME);
            assertThat(mine.rocArea()).isEqualTo(theirs.AUCROC(label), SAME);
            assertThat(mine.prArea()).isEqualTo(theirs.averagedPrecision(label), SAME);
        }
    }

    private static double nanAsZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    @ParameterizedTest
    @CsvSource({"40, 2, 5", "300, 3, 6", "500, 10, 7"})
    void agreeWithNd4j(int images, int classes, long seed) {
        // ND4J has no rule for images of equal probability.
        ScoredImages scored = random(images, classes, 1_000_000, seed);
        float[][] truth = new float[images][classes];
        for (int i = 0; i < images; i++) {
            truth[i][scored.labels()[i]] = 1;
        }
        INDArray labels = Nd4j.create(truth);
        INDArray predicted = Nd4j.create(scored.probabilities());
        Metrics ours = Metrics.of(scored);

        ROCMultiClass roc = new ROCMultiClass(0);
        roc.eval(labels, predicted);
        for (int c = 0; c < classes; c++) {
            assertThat(ours.classes().get(c).rocArea()).isEqualTo(roc.calculateAUC(c), within(1e-4));
        }
        org.nd4j.evaluation.classification.Evaluation second =
                new org.nd4j.evaluation.classification.Evaluation(List.of(), 2);
        second.eval(labels, predicted);
        assertThat(ours.topK().get(1)).isEqualTo(second.topNAccuracy(), SAME);
    }
}
