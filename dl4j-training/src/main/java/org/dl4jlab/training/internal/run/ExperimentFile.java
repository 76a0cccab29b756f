package org.dl4jlab.training.internal.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code experiment.json}: what a run's experiment was made of, so that the run can go on or be repeated without a program
 * that knows it by name. Parts that are null were given by a program and are not known here.
 *
 * @param data where the images come from
 * @param network which network
 * @param start path of the run or file whose weights it began with; null for random ones
 * @param startSha256 of those weights
 * @param permutedPixels whether the pixels of every image are permuted
 * @param mean of each channel, if the experiment has a normalisation of its own; else null
 * @param std deviation of each channel, likewise
 * @param ownPreparation whether a program changed the weights before training
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentFile(
        Data data,
        Network network,
        String start,
        String startSha256,
        boolean permutedPixels,
        List<Float> mean,
        List<Float> std,
        boolean ownPreparation) {

    private static final String NAME = "experiment.json";

    /**
     * One of a data set of the catalogue and a folder.
     *
     * @param catalogue id of the data set
     * @param folder path of the folder, archive or manifest
     * @param fit how a picture of other proportions comes to the shape: {@code stretch}, {@code crop} or {@code pad}
     * @param testFraction held back where the folder has no test part
     * @param splitSeed that chooses what is held back
     * @param shape {@code [channels, height, width]} that pictures are decoded to, or that images are resampled to; null for
     *     a data set as it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Data(
            String catalogue, String folder, String fit, Double testFraction, Long splitSeed, List<Integer> shape) {}

    /**
     * @param name in the registry, or for records
     * @param configuration as DL4J writes it; null for a network of the registry
     * @param adaptable whether the configuration's last layer follows the data
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Network(String name, String configuration, boolean adaptable) {}

    /** Puts it into a run's folder. */
    public void write(RunFolder folder) {
        JsonFile.write(folder.path().resolve(NAME), this);
    }

    /** Whether a run of this version left it. */
    public static boolean isIn(RunFolder folder) {
        return Files.isRegularFile(folder.path().resolve(NAME));
    }

    /** @throws IOException if it is not there or damaged; the message names the file */
    public static ExperimentFile read(RunFolder folder) throws IOException {
        Path file = folder.path().resolve(NAME);
        return RecordValidation.check(file, JsonFile.read(file, ExperimentFile.class));
    }
}
