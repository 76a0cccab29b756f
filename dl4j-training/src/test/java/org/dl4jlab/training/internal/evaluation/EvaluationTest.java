package org.dl4jlab.training.internal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EvaluationTest {

    private static final int CLASSES = 3;

    /** Seven images of 1x1 pixel whose byte is the class that the classifier below says. */
    private static final ImageSet IMAGES =
            new ImageSet(new ImageShape(1, 1, 1), List.of("a", "b", "c"), new byte[] {0, 1, 2, 0, 1, 2, 2}, new byte[] {
                0, 1, 2, 1, 1, 0, 2
            });

    /** Gives the class of the pixel 0.8 and the others 0.1. */
    private static INDArray readsThePixel(INDArray features) {
        INDArray probabilities = Nd4j.valueArrayOf(new long[] {features.size(0), CLASSES}, 0.1f);
        for (int i = 0; i < features.size(0); i++) {
            int said = Math.round(features.getFloat(i, 0) * 255);
            probabilities.putScalar(i, said, 0.8);
        }
        return probabilities;
    }

    private static ImageBatches batches(ImageView view) {
        return ImageBatches.of(view).batchSize(3).flat().build();
    }

    @Test
    void addsUpOnePassInBatchesWithAPartialLast() {
        List<Integer> progress = new ArrayList<>();
        Evaluation result;
        try (ImageBatches batches = batches(ImageView.all(IMAGES))) {
            result = Evaluator.evaluate(EvaluationTest::readsThePixel, batches, progress::add);
        }

        assertThat(progress).containsExactly(3, 6, 7);
        assertThat(result.count()).isEqualTo(7);
        assertThat(result.correct()).isEqualTo(5);
        assertThat(result.accuracy()).isEqualTo(5 / 7.0);
        assertThat(result.confusion()).isDeepEqualTo(new int[][] {{1, 0, 1}, {1, 2, 0}, {0, 0, 2}});
        double expected = (5 * -Math.log(0.8) + 2 * -Math.log(0.1)) / 7;
        assertThat(result.averageLoss()).isCloseTo(expected, within(1e-6));
        assertThat(result.worstErrors(10)).extracting(Prediction::index).containsExactly(3, 5);
        assertThat(result.worstErrors(1)).hasSize(1);
    }

    @Test
    void countsInTheWholeSetWhenOnlyAViewIsEvaluated() {
        ImageView view = ImageView.all(IMAGES).split(0.4, 3).validation();
        try (ImageBatches batches = batches(view)) {
            Evaluation result = Evaluator.evaluate(EvaluationTest::readsThePixel, batches, done -> {});

            assertThat(result.predictions()).hasSize(view.size());
            for (int i = 0; i < view.size(); i++) {
                assertThat(result.predictions().get(i).index()).isEqualTo(view.index(i));
                assertThat(result.predictions().get(i).label()).isEqualTo(view.label(i));
            }
        }
    }

    @Test
    void aProbabilityOfZeroGivesALargeButFiniteLoss() {
        try (ImageBatches batches = batches(ImageView.all(IMAGES).first(1))) {
            Evaluation result = Evaluator.evaluate(
                    features -> Nd4j.createFromArray(new float[][] {{0, 1, 0}}), batches, done -> {});

            assertThat(result.averageLoss()).isBetween(100.0, 110.0);
        }
    }

    @Test
    void stopsWhenProgressThrows() {
        try (ImageBatches batches = batches(ImageView.all(IMAGES))) {
            assertThatThrownBy(() -> Evaluator.evaluate(EvaluationTest::readsThePixel, batches, done -> {
                        throw new CancellationException();
                    }))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void nothingCannotBeEvaluated() {
        assertThatThrownBy(() -> Evaluation.of(CLASSES, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no images");
    }
}
