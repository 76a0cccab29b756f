package org.dl4jlab.engine.internal.plan;

import java.util.List;

/** One action of a plan. Steps run in order, on one thread, and allocate nothing. */
public interface Step {
    /** Performs the action on the plan's memory. */
    void run();

    /** Every tensor that the action reads or writes; it decides how long their memory is reserved. */
    List<Tensor> tensors();

    /** A few words for profiles and messages, for example {@code conv1 forward brgconv:avx512_core}. */
    String label();
}
