package org.dl4jlab.reports.page;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.training.internal.evaluation.ClassMetrics;

/**
 * How well one class is found, and what it is mistaken for.
 *
 * @param metrics counted from the confusion matrix alone: without areas, which need probabilities
 * @param takenFor class that its images are most often mistaken for; -1 if there is no error
 * @param takenForCount how often
 */
record ClassScore(ClassMetrics metrics, int takenFor, int takenForCount) {

    /**
     * The scores of all classes.
     *
     * @param confusion number of images by {@code [true class][predicted class]}
     */
    static List<ClassScore> of(int[][] confusion) {
        List<ClassScore> scores = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            int row = 0;
            int column = 0;
            int takenFor = -1;
            for (int other = 0; other < confusion.length; other++) {
                row += confusion[c][other];
                column += confusion[other][c];
                boolean most = other != c
                        && confusion[c][other] > 0
                        && (takenFor < 0 || confusion[c][other] > confusion[c][takenFor]);
                takenFor = most ? other : takenFor;
            }
            scores.add(new ClassScore(
                    new ClassMetrics(row, column, confusion[c][c], Double.NaN, Double.NaN),
                    takenFor,
                    takenFor < 0 ? 0 : confusion[c][takenFor]));
        }
        return scores;
    }

    /** Share of right ones among the images taken for this class; not a number if there are none. */
    double precision() {
        return metrics.predicted() == 0 ? Double.NaN : metrics.precision();
    }

    /** Share of right ones among the images of this class; not a number if there are none. */
    double recall() {
        return metrics.images() == 0 ? Double.NaN : metrics.recall();
    }

    /** Harmonic mean of precision and recall; not a number if there is nothing of the class. */
    double f1() {
        return metrics.images() + metrics.predicted() == 0 ? Double.NaN : metrics.f1();
    }
}
