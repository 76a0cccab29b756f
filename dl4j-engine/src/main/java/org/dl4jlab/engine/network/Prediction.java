package org.dl4jlab.engine.network;

import java.lang.ref.Reference;
import org.dl4jlab.engine.plan.Plan;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.abstracts.DummyWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a plan for predictions. */
final class Prediction {
    private Prediction() {}

    /**
     * @param workspace where the result goes, as in DL4J's {@code output}: an open workspace, or null for
     *     an array that belongs to none
     */
    static INDArray run(Plan plan, PlanSession session, INDArray features, MemoryWorkspace workspace) {
        session.refresh(plan);
        INDArray input = Batches.rowMajor(features);
        INDArray output = allocate(plan.outputShape(), workspace);
        plan.infer(Batches.address(input), Batches.address(output));
        // A converted copy is nobody else's: without this it could be collected, and freed, while it is read.
        Reference.reachabilityFence(input);
        return output;
    }

    private static INDArray allocate(long[] shape, MemoryWorkspace workspace) {
        boolean open = workspace != null && !(workspace instanceof DummyWorkspace);
        if (open || Nd4j.getMemoryManager().getCurrentWorkspace() == null) {
            return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        }
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        }
    }
}
