package org.dl4jlab.training.parallel;

import java.util.Optional;

/**
 * What a machine found out about a picture.
 *
 * @param probabilities of the classes
 * @param reason why there are none, the rest of a sentence that begins with the picture
 */
public record PictureAnswer(float[] probabilities, Optional<String> reason) {

    /** @param probabilities of class 0, 1, … */
    public static PictureAnswer of(float[] probabilities) {
        return new PictureAnswer(probabilities, Optional.empty());
    }

    /** A picture that could not be read. */
    public static PictureAnswer none(String reason) {
        return new PictureAnswer(new float[0], Optional.of(reason));
    }
}
