package org.dl4jlab.experiments.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

/** What questions measure on networks, against numbers by hand. */
class MeasurementsTest {

    @Test
    void aSmoothFunctionHasAgreeingSlopesAndARandomWalkHasNot() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] values = new float[400][2];
        float walk = 0;
        for (int i = 0; i < values.length; i++) {
            values[i][0] = (float) Math.sin(i / 20.0);
            walk += random.nextDouble(-1, 1);
            values[i][1] = walk;
        }
        assertThat(GradientCorrelation.correlation(values, 0)).isGreaterThan(0.98);
        assertThat(GradientCorrelation.correlation(values, 1)).isBetween(-0.15, 0.15);
    }

    /** Of 80 + 90 + 10 + 20 = 200 answers 6 or 9, 30 are the other digit; a 6 taken for a 5 is no such answer. */
    @Test
    void sixesAndNinesThatAreTakenForEachOtherAreCounted() {
        int[][] confusion = new int[10][10];
        confusion[6][6] = 80;
        confusion[9][9] = 90;
        confusion[6][9] = 10;
        confusion[9][6] = 20;
        confusion[6][5] = 500;

        assertThat(TransformsQuestion.sixForNine(confusion)).isCloseTo(0.15, within(1e-12));
    }

    /** Slopes 1, -1, 1, -1 about their mean 0: three products of -1 over four squares. */
    @Test
    void slopesThatTurnRoundAreCorrelatedNegatively() {
        float[][] zigzag = {{0}, {1}, {0}, {1}, {0}};
        assertThat(GradientCorrelation.correlation(zigzag, 0)).isCloseTo(-0.75, within(1e-12));
    }

    @Test
    void anImageMovesAndBlackMovesIn() {
        ImageShape shape = new ImageShape(1, 2, 3);
        ImageSet set = new ImageSet(shape, List.of("a", "b"), new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {1});
        assertThat(ShiftedImages.shifted(set, 9, 1, 0).image(0)).containsExactly(0, 1, 2, 0, 4, 5);
        assertThat(ShiftedImages.shifted(set, 9, -1, 0).image(0)).containsExactly(2, 3, 0, 5, 6, 0);
        assertThat(ShiftedImages.shifted(set, 9, 0, 1).image(0)).containsExactly(0, 0, 0, 1, 2, 3);
        assertThat(ShiftedImages.shifted(set, 9, 0, -2).image(0)).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(ShiftedImages.shifted(set, 9, 0, 0).label(0)).isEqualTo(1);
    }

    /** A step from -1 to 1 answers an edge alone, an even filter an even surface as strongly as half of it twice. */
    @Test
    void anEdgeFilterAnswersEdgesAndAnEvenOneDoesNot() {
        float[][] edge = new float[5][5];
        float[][] even = new float[5][5];
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 5; x++) {
                edge[y][x] = Integer.signum(x - 2);
                even[y][x] = 1;
            }
        }
        assertThat(FirstFilters.edgeShare(new float[][][] {edge})).isEqualTo(1);
        assertThat(FirstFilters.edgeShare(new float[][][] {even})).isLessThan(0.2);
        assertThat(FirstFilters.likeness(new float[][][] {edge})).isGreaterThan(0.7);
    }

    @Test
    void weightsThatAlternateAreUnlike() {
        float[][] board = new float[4][4];
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                board[y][x] = (x + y) % 2;
            }
        }
        assertThat(FirstFilters.likeness(new float[][][] {board})).isCloseTo(-1, within(1e-9));
    }
}
