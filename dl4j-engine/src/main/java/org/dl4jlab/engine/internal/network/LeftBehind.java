package org.dl4jlab.engine.internal.network;

import org.deeplearning4j.nn.api.Layer;
import org.dl4jlab.engine.internal.session.Batches;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of a batch that a network still holds when training on it has failed. An iterator that fetches ahead frees
 * its batches when it is shut down, and the network's next call would read freed memory: copies are kept instead.
 */
final class LeftBehind {
    private LeftBehind() {}

    /**
     * Keeps masks of layers and other arrays.
     *
     * @param arrays replaced in place; each may be null, or have entries that are null
     */
    static void keep(Layer[] layers, INDArray[]... arrays) {
        for (Layer layer : layers) {
            layer.setMaskArray(copy(layer.getMaskArray()));
        }
        for (INDArray[] several : arrays) {
            for (int i = 0; several != null && i < several.length; i++) {
                several[i] = copy(several[i]);
            }
        }
    }

    /** The array itself if its memory is nobody else's, or stays where it is: DL4J keeps masks in workspaces of its own. */
    static INDArray copy(INDArray array) {
        boolean owned = array == null || !array.isAttached() || !Batches.isInOpenWorkspace(array);
        return owned ? array : array.detach();
    }
}
