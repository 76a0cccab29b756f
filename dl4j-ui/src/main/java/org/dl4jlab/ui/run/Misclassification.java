package org.dl4jlab.ui.run;

import java.util.Objects;
import java.util.Optional;

/**
 * An image that the network got wrong.
 *
 * @param index its place in the test set
 * @param pictureId the picture to show, if there is one
 * @param probability of the predicted class, in [0, 1]
 * @param loss cross-entropy, natural logarithm
 */
public record Misclassification(
        int index, Optional<String> pictureId, String label, String predicted, double probability, double loss) {

    public Misclassification {
        Objects.requireNonNull(pictureId);
        Objects.requireNonNull(label);
        Objects.requireNonNull(predicted);
    }
}
