package org.dl4jlab.ui.run;

import java.util.Arrays;
import java.util.List;

/**
 * How often each class was taken for each other.
 *
 * @param classNames in the order of the rows and columns
 * @param counts {@code [true class][predicted class]}
 */
public record ConfusionMatrix(List<String> classNames, int[][] counts) {

    public ConfusionMatrix {
        classNames = List.copyOf(classNames);
        int n = classNames.size();
        if (counts.length != n || Arrays.stream(counts).anyMatch(row -> row.length != n)) {
            throw new IllegalArgumentException(
                    "A confusion matrix of " + n + " classes needs " + n + " rows of " + n + " counts.");
        }
        counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }
}
