package org.dl4jlab.engine.network;

import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.abstracts.DummyWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's rules about ND4J workspaces that are open when a network is called. Where they are broken, DL4J throws. */
final class OpenWorkspaces {
    private OpenWorkspaces() {}

    /**
     * Whether a prediction may run.
     *
     * @param result the workspace that the caller wants the result in; null for none
     * @param mode the network's for predictions
     * @param scopedOut whether open workspaces are allowed that are not current
     */
    static boolean allowPrediction(MemoryWorkspace result, WorkspaceMode mode, boolean scopedOut) {
        if (!isNone(result)) {
            return result.isScopeActive() && mode != WorkspaceMode.NONE;
        }
        return !Nd4j.getWorkspaceManager().anyWorkspaceActiveForCurrentThread()
                || scopedOut && isNone(Nd4j.getMemoryManager().getCurrentWorkspace());
    }

    /**
     * Whether a training step may run.
     *
     * @param mode the network's for training
     */
    static boolean allowTraining(WorkspaceMode mode) {
        return mode != WorkspaceMode.NONE || !Nd4j.getWorkspaceManager().anyWorkspaceActiveForCurrentThread();
    }

    /** Whether this stands for no workspace at all. */
    static boolean isNone(MemoryWorkspace workspace) {
        return workspace == null || workspace instanceof DummyWorkspace;
    }
}
