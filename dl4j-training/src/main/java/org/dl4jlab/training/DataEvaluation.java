package org.dl4jlab.training;

import java.nio.file.Path;
import java.util.List;

/**
 * What the network of a finished run says about labelled images that were not part of the run.
 *
 * @param folder that holds it: {@code evaluation.json} with every metric, and {@code predictions.csv}, whose images count
 *     in {@code images.csv}
 * @param data name of the data, for people
 * @param evaluation of the images, in the classes of the run
 * @param images path of each picture below the data's root, or its number in a data set
 * @param leftOut a sentence for each picture that could not be used
 */
public record DataEvaluation(
        Path folder, String data, Evaluation evaluation, List<String> images, List<String> leftOut) {

    public DataEvaluation {
        images = List.copyOf(images);
        leftOut = List.copyOf(leftOut);
    }
}
