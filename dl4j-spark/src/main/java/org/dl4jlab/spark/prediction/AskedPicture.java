package org.dl4jlab.spark.prediction;

import java.io.Serializable;

/**
 * What a network said about a picture; a row of a Parquet file.
 *
 * <p>A bean, since Spark makes its tables of these.
 */
public final class AskedPicture implements Serializable {

    private static final long serialVersionUID = 1;

    private String path;
    private String predicted;
    private Float probability;
    private float[] probabilities;
    private String reason;

    /** Filled by Spark. */
    public AskedPicture() {}

    static AskedPicture answered(String path, String predicted, float probability, float[] probabilities) {
        AskedPicture picture = new AskedPicture();
        picture.path = path;
        picture.predicted = predicted;
        picture.probability = probability;
        picture.probabilities = probabilities;
        return picture;
    }

    static AskedPicture leftOut(String path, String reason) {
        AskedPicture picture = new AskedPicture();
        picture.path = path;
        picture.reason = reason;
        return picture;
    }

    /** What is told of one that could not be read; not part of the table. */
    String sentence() {
        return path + " " + reason;
    }

    /** Where it lies. */
    public String getPath() {
        return path;
    }

    public void setPath(String value) {
        path = value;
    }

    /** Name of the most probable class; null if the picture could not be read. */
    public String getPredicted() {
        return predicted;
    }

    public void setPredicted(String value) {
        predicted = value;
    }

    /** Of that class; null if the picture could not be read. */
    public Float getProbability() {
        return probability;
    }

    public void setProbability(Float value) {
        probability = value;
    }

    /** Of class 0, 1, …; null if the picture could not be read. */
    public float[] getProbabilities() {
        return probabilities;
    }

    public void setProbabilities(float[] value) {
        probabilities = value;
    }

    /** Why it could not be read, the rest of a sentence that begins with the path; null if it could. */
    public String getReason() {
        return reason;
    }

    public void setReason(String value) {
        reason = value;
    }
}
