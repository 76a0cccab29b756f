package org.dl4jlab.training.internal.classify;

import java.util.List;
import org.dl4jlab.data.file.Csv;

/** Rows of a CSV file of what a network says about pictures: the file, the most probable class, and every probability. */
public final class ClassificationCsv {

    private ClassificationCsv() {}

    /**
     * The first row.
     *
     * @param classNames name of class 0, 1, …, which become columns
     */
    public static String header(List<String> classNames) {
        StringBuilder header = new StringBuilder("file,predicted,probability");
        classNames.forEach(name -> header.append(',').append(Csv.cell(name)));
        return header.append('\n').toString();
    }

    /**
     * The row of a picture.
     *
     * @param predicted name of the most probable class
     * @param probability of that class
     * @param probabilities of class 0, 1, …
     */
    public static String row(String picture, String predicted, float probability, float[] probabilities) {
        StringBuilder row = new StringBuilder(Csv.cell(picture))
                .append(',')
                .append(Csv.cell(predicted))
                .append(',')
                .append(probability);
        for (float one : probabilities) {
            row.append(',').append(one);
        }
        return row.append('\n').toString();
    }
}
