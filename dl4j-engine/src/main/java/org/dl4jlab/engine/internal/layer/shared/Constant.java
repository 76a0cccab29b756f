package org.dl4jlab.engine.internal.layer.shared;

import java.util.List;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/** Tensors that hold one number everywhere. */
public final class Constant {
    private Constant() {}

    public static Tensor of(float value, Layout layout, PlanBuilder plan) {
        Tensor tensor = plan.keptTensor(layout);
        plan.preparing(() -> plan.step(new JavaStep("constant", List.of(tensor), () -> {
            for (int i = 0; i < layout.elements(); i++) {
                tensor.floats().put(i, value);
            }
        })));
        return tensor;
    }
}
