package org.dl4jlab.engine.layer;

import java.util.List;
import org.dl4jlab.engine.plan.Step;
import org.dl4jlab.engine.plan.Tensor;

/** A small step written in Java. */
record JavaStep(String label, List<Tensor> tensors, Runnable action) implements Step {
    @Override
    public void run() {
        action.run();
    }
}
