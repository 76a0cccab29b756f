package org.dl4jlab.reports.page;

import java.util.ArrayList;
import java.util.List;

/**
 * How well one class is found. A ratio whose denominator is zero is not a number: nothing was measured.
 *
 * @param images of this class
 * @param precision share of right ones among the images predicted to be of this class
 * @param recall share of right ones among the images of this class
 * @param f1 harmonic mean of precision and recall
 * @param takenFor class that its images are most often mistaken for; -1 if there is no error
 * @param takenForCount how often
 */
record ClassScore(long images, double precision, double recall, double f1, int takenFor, int takenForCount) {

    /**
     * The scores of all classes.
     *
     * @param confusion number of images by {@code [true class][predicted class]}
     */
    static List<ClassScore> of(int[][] confusion) {
        List<ClassScore> scores = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            long row = 0;
            long column = 0;
            int takenFor = -1;
            for (int other = 0; other < confusion.length; other++) {
                row += confusion[c][other];
                column += confusion[other][c];
                boolean most = other != c
                        && confusion[c][other] > 0
                        && (takenFor < 0 || confusion[c][other] > confusion[c][takenFor]);
                takenFor = most ? other : takenFor;
            }
            int right = confusion[c][c];
            scores.add(new ClassScore(
                    row,
                    ratio(right, column),
                    ratio(right, row),
                    ratio(2.0 * right, row + column),
                    takenFor,
                    takenFor < 0 ? 0 : confusion[c][takenFor]));
        }
        return scores;
    }

    private static double ratio(double part, long whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }
}
