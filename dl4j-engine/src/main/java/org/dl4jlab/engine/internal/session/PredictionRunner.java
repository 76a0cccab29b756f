package org.dl4jlab.engine.internal.session;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.plan.Plan;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a plan for predictions. */
public final class PredictionRunner {
    private PredictionRunner() {}

    /**
     * @param workspace where the result goes, as in DL4J's {@code output}: an open workspace, or null for
     *     an array that belongs to none
     */
    public static INDArray run(Plan plan, PlanSession session, INDArray features, MemoryWorkspace workspace) {
        INDArray output = allocate(plan.outputShape(), workspace);
        infer(plan, session, features, output);
        return output;
    }

    /**
     * @param plan for the features; empty for what no plan can run
     * @param otherwise DL4J's own answer
     * @throws IllegalArgumentException if the result cannot take the answer
     */
    public static void into(
            INDArray result,
            PlanSession session,
            INDArray features,
            Optional<Plan> plan,
            Supplier<INDArray> otherwise) {
        if (plan.isPresent()) {
            requireFit(result, plan.get().outputShape());
            if (Batches.overlap(features, result)) {
                result.assign(run(plan.get(), session, features, null));
            } else {
                infer(plan.get(), session, features, result);
            }
        } else {
            INDArray answer = otherwise.get();
            requireFit(result, answer.shape());
            result.assign(answer);
        }
    }

    private static void infer(Plan plan, PlanSession session, INDArray features, INDArray output) {
        session.refresh(plan);
        INDArray input = Batches.rowMajor(features);
        plan.infer(NativeBytes.address(input), NativeBytes.address(output));
        // A converted copy is nobody else's: without this it could be collected, and freed, while it is read.
        Reference.reachabilityFence(input);
        Reference.reachabilityFence(output);
    }

    private static void requireFit(INDArray result, long[] shape) {
        if (!Batches.isReadable(result) || !Arrays.equals(result.shape(), shape) || !Batches.isPlain(result)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The result's array must be %s of row-major FLOAT, but is %s of %s with strides %s",
                    Arrays.toString(shape),
                    Arrays.toString(result.shape()),
                    result.dataType(),
                    Arrays.toString(result.stride())));
        }
    }

    private static INDArray allocate(long[] shape, MemoryWorkspace workspace) {
        if (OpenWorkspaces.isNone(workspace)
                || workspace == Nd4j.getMemoryManager().getCurrentWorkspace()) {
            return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        }
        try (MemoryWorkspace borrowed = workspace.notifyScopeBorrowed()) {
            return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        }
    }
}
