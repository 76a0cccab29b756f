package org.dl4jlab.engine.internal.plan;

import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.onednn.InstructionSet;

/**
 * What a plan is built for.
 *
 * @param batch number of examples of a run
 * @param training whether gradients are computed
 * @param observable whether every layer's activations can be read after the forward pass; steps of
 *     different layers are then not merged
 * @param threads OpenMP threads
 * @param seed of the network, for dropout
 * @param precision of the numbers that convolutions multiply
 * @param cpu what the CPU offers
 */
public record PlanOptions(
        int batch,
        boolean training,
        boolean observable,
        int threads,
        long seed,
        Precision precision,
        InstructionSet cpu) {
    /** For this machine's CPU. */
    public PlanOptions(int batch, boolean training, boolean observable, int threads, long seed, Precision precision) {
        this(batch, training, observable, threads, seed, precision, InstructionSet.ofThisCpu());
    }

    /** With single precision. */
    public PlanOptions(int batch, boolean training, boolean observable, int threads, long seed) {
        this(batch, training, observable, threads, seed, Precision.FLOAT);
    }
}
