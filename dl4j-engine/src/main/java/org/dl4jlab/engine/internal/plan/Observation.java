package org.dl4jlab.engine.internal.plan;

/** A way to read one layer's activations after a forward pass: a copy into row-major order on demand. */
record Observation(Tensor destination, Step copy) {
    void run(long address) {
        destination.bind(address);
        copy.run();
    }
}
