package org.dl4jlab.training;

/**
 * What a network said about one image.
 *
 * @param index of the image in its data set
 * @param label true class
 * @param predicted class of highest probability (the lowest index among equals)
 * @param probabilities of each class, {@code [classes]}, summing to 1; shared, do not write to it
 * @param loss negative logarithm of the true class's probability, in nats
 */
public record Prediction(int index, int label, int predicted, float[] probabilities, double loss) {

    public boolean correct() {
        return label == predicted;
    }

    /** Probability of the predicted class, in [0, 1]. */
    public float confidence() {
        return probabilities[predicted];
    }
}
