package org.dl4jlab.training.internal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class AveragedViewsTest {

    private static final INDArray IMAGES =
            Nd4j.arange(0, 2 * 9).castTo(DataType.FLOAT).reshape(2, 1, 3, 3);

    @Test
    void theSixViewsAreThoseThatWereMeant() {
        List<INDArray> seen = new ArrayList<>();

        AveragedViews.mirrorAndShift(features -> {
                    seen.add(features.dup());
                    return Nd4j.ones(2, 2).div(2);
                })
                .probabilities(IMAGES);

        assertThat(seen.stream().map(AveragedViewsTest::first))
                .containsExactly(
                        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8),
                        List.of(2, 1, 0, 5, 4, 3, 8, 7, 6),
                        // One pixel down and right over its own reflection, and mirrored.
                        List.of(4, 3, 4, 1, 0, 1, 4, 3, 4),
                        List.of(4, 3, 4, 1, 0, 1, 4, 3, 4),
                        List.of(4, 5, 4, 7, 8, 7, 4, 5, 4),
                        List.of(4, 5, 4, 7, 8, 7, 4, 5, 4));
        assertThat(seen.get(1).getDouble(1, 0, 0, 0)).isEqualTo(11);
    }

    @Test
    void logitsAreAveraged() {
        // The class scores of an image are its left and its right edge.
        INDArray probabilities = AveragedViews.mirror(features -> Transforms.softmax(edges(features)))
                .probabilities(IMAGES);

        assertThat(probabilities.shape()).containsExactly(2, 2);
        assertThat(probabilities.getDouble(0, 0)).isCloseTo(0.5, within(1e-6));
        assertThat(probabilities.sum(1).getDouble(1)).isCloseTo(1, within(1e-6));
    }

    @Test
    void rowsOfPixelsHaveNoViews() {
        AveragedViews views = AveragedViews.mirror(features -> features);

        assertThatThrownBy(() -> views.probabilities(Nd4j.ones(2, 9))).hasMessageContaining("rank 2");
    }

    private static List<Integer> first(INDArray images) {
        return Arrays.stream(images.slice(0).dup().reshape(9).toIntVector())
                .boxed()
                .toList();
    }

    private static INDArray edges(INDArray features) {
        float[][] rows = new float[(int) features.size(0)][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = features.getFloat(i, 0, 1, 0);
            rows[i][1] = features.getFloat(i, 0, 1, 2);
        }
        return Nd4j.createFromArray(rows);
    }
}
