package org.dl4jlab.engine.internal.plan;

import java.util.List;

/**
 * A network compiled for one batch size. Running it reads inputs and labels where they lie, leaves the
 * gradients in DL4J's flat gradient array, and allocates nothing.
 *
 * <p>A plan belongs to one thread at a time; a second thread that enters gets an
 * {@link IllegalStateException}.
 */
public interface Plan extends AutoCloseable {
    /** Bytes of native memory for intermediate results. */
    long bytes();

    /** Shape of the network's output. */
    long[] outputShape();

    /** Whether copies of parameters exist that {@link #prepare()} must bring up to date. */
    boolean needsPreparation();

    /** The layers whose activations can be read, in DL4J's order; none unless the plan is observable. */
    List<String> observedLayers();

    /** Shape of a layer's activations. */
    long[] observedShape(String layer);

    /** Copies a layer's activations of the last forward pass, row-major. */
    void observe(String layer, long address);

    /** One label for each step in the order they run, with the implementation that oneDNN chose. */
    List<String> describe();

    /**
     * Times every step on whatever the input, the labels and the parameters are at the moment. For a
     * training plan, gradients are overwritten.
     *
     * @param runs how often all steps are run
     */
    List<StepTime> profile(int runs);

    /**
     * Makes copies of parameters in the layouts the primitives want. Inference needs it before its first
     * run and whenever parameters have changed; training does it by itself.
     */
    void prepare();

    /**
     * Forward pass.
     *
     * @param inputAddress the batch, 32-bit floats in row-major order
     * @param outputAddress where the network's output goes, in the same form
     */
    void infer(long inputAddress, long outputAddress);

    /**
     * First half of a training step: forward pass and loss.
     *
     * @param labelsAddress the labels, 32-bit floats in row-major order
     * @param iteration number of parameter updates so far
     * @param epoch number of passes over the data so far
     * @return the loss, summed over the batch, without regularisation
     */
    double forward(long inputAddress, long labelsAddress, int iteration, int epoch);

    /** Second half of a training step: fills the flat gradient array with gradients summed over the batch. */
    void backward();

    /** Both halves of a training step, for when nobody looks between them; as {@link #forward} and {@link #backward}. */
    default double forwardAndBackward(long inputAddress, long labelsAddress, int iteration, int epoch) {
        double loss = forward(inputAddress, labelsAddress, iteration, epoch);
        backward();
        return loss;
    }

    /** Frees the native memory; the plan cannot be used afterwards. */
    @Override
    void close();
}
