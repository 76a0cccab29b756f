package org.dl4jlab.bench.contender;

/** A network that can be trained and asked, batch by batch, on data that it has prepared beforehand. */
public interface Contender extends AutoCloseable {

    /**
     * One training step.
     *
     * @param batch number of the prepared batch
     * @return mean cross-entropy of the batch before the step
     */
    double train(int batch);

    /**
     * One forward pass without training.
     *
     * @param batch number of the prepared batch
     */
    void predict(int batch);

    /** Class probabilities {@code [batch * classes]} of a prepared batch, row by row; not part of any timing. */
    float[] probabilities(int batch);

    /** Number of trained parameters. */
    long parameters();

    /** Versions and settings that explain the speed, for the record. */
    String description();

    @Override
    void close();
}
