package org.dl4jlab.engine.internal.layer;

import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/** The same numbers, in row-major order, under other dimensions. */
final class Reshape {
    private Reshape() {}

    /** The tensor itself if the shapes are equal; else a view of it, copied first if it is not row-major. */
    static Tensor apply(PlanBuilder plan, Tensor tensor, Shape from, Shape to) {
        if (from.equals(to)) {
            return tensor;
        }
        Tensor plain = plan.inLayout(tensor, Layout.plain(from.batch(plan.batch())));
        return plan.view(plain, Layout.plain(to.batch(plan.batch())));
    }
}
