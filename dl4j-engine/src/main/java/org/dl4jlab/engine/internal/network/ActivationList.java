package org.dl4jlab.engine.internal.network;

import java.util.AbstractList;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.plan.Plan;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The activations of a forward pass as DL4J hands them to listeners: the input, then the output of every
 * layer but the last. An entry is copied out of the plan when it is asked for.
 */
final class ActivationList extends AbstractList<INDArray> {
    private final Plan plan;
    private final INDArray input;

    ActivationList(Plan plan, INDArray input) {
        this.plan = plan;
        this.input = input;
    }

    @Override
    public INDArray get(int index) {
        return index == 0 ? input : copy(plan, plan.observedLayers().get(index - 1));
    }

    @Override
    public int size() {
        return Math.max(1, plan.observedLayers().size());
    }

    static INDArray copy(Plan plan, String layer) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray copy = Nd4j.createUninitialized(plan.observedShape(layer), 'c');
            plan.observe(layer, NativeBytes.address(copy));
            return copy;
        }
    }
}
