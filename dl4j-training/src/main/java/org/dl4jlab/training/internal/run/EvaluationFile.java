package org.dl4jlab.training.internal.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * {@code evaluation.json}: the result of a finished run's network on other images.
 *
 * @param run name of the run
 * @param experiment of the run
 * @param modelSha256 of the file of the network that was asked
 * @param data name of the images
 * @param source id of a data set, or path of a folder
 * @param classes of the run, name of class 0, 1, …
 * @param result on the images
 * @param leftOut a sentence for each picture that could not be used
 * @param made when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationFile(
        String run,
        String experiment,
        String modelSha256,
        String data,
        String source,
        List<String> classes,
        RunRecord.Result result,
        List<String> leftOut,
        Instant made) {

    /** Name of the file. */
    public static final String NAME = "evaluation.json";
}
