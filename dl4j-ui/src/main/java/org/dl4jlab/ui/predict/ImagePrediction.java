package org.dl4jlab.ui.predict;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dl4jlab.ui.run.EncodedImage;

/**
 * What a network sees in an image.
 *
 * @param classes the likeliest first
 * @param seen the image as the network was given it, if it can be shown
 */
public record ImagePrediction(List<RankedClass> classes, Optional<EncodedImage> seen) {

    /**
     * @param name of the class
     * @param probability in [0, 1]
     */
    public record RankedClass(String name, double probability) {

        public RankedClass {
            Objects.requireNonNull(name);
        }
    }

    public ImagePrediction {
        classes = List.copyOf(classes);
        Objects.requireNonNull(seen);
    }
}
