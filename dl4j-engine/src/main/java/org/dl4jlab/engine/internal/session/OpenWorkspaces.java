package org.dl4jlab.engine.internal.session;

import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.abstracts.DummyWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's rules about ND4J workspaces that are open when a network is called. Where they are broken, DL4J throws. */
public final class OpenWorkspaces {
    private OpenWorkspaces() {}

    /**
     * Whether a prediction may run.
     *
     * @param result the workspace that the caller wants the result in; null for none
     * @param mode the network's for predictions
     * @param scopedOut whether open workspaces are allowed that are not current
     */
    public static boolean allowPrediction(MemoryWorkspace result, WorkspaceMode mode, boolean scopedOut) {
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
    public static boolean allowTraining(WorkspaceMode mode) {
        return mode != WorkspaceMode.NONE || !Nd4j.getWorkspaceManager().anyWorkspaceActiveForCurrentThread();
    }

    /**
     * Makes a call of DL4J's after which the current workspace is the one before it. Where training and prediction have
     * different workspace modes, DL4J's graphs leave a workspace current that is closed, and iterators put batches there.
     */
    public static void restoring(Runnable call) {
        MemoryWorkspace before = Nd4j.getMemoryManager().getCurrentWorkspace();
        call.run();
        Nd4j.getMemoryManager().setCurrentWorkspace(before);
    }

    /** Whether this stands for no workspace at all. */
    public static boolean isNone(MemoryWorkspace workspace) {
        return workspace == null || workspace instanceof DummyWorkspace;
    }
}
