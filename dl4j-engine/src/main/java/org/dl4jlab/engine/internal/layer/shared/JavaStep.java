package org.dl4jlab.engine.internal.layer.shared;

import java.util.List;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/** A small step written in Java. */
public record JavaStep(String label, List<Tensor> tensors, Runnable action) implements Step {
    @Override
    public void run() {
        action.run();
    }
}
