package org.dl4jlab.engine.internal.network;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.session.NetworkAccess;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link NetworkTraining} needs of a network, whichever kind it is. */
interface TrainingAccess extends NetworkAccess {
    /** The network itself. */
    Model model();

    /** What only the network itself can reach. */
    NetworkState state();

    /** A network of DL4J's own class on the same arrays, with the same updater and score. */
    Model plain();

    BackpropType backpropType();

    WorkspaceMode trainingWorkspaces();

    /** As they were set. */
    Collection<TrainingListener> listeners();

    /** The layer with the loss. */
    Layer outputLayer();

    /** The layers by the name that precedes their parameters' names, in the order in which DL4J lists their gradients. */
    Map<String, Layer> layersByName();

    /**
     * How a listener is told of a forward pass.
     *
     * @param features in the form that the plan read
     */
    Consumer<TrainingListener> forwardPass(Plan plan, INDArray features);

    /** Forgets what only a step needed, when the listeners know of the backward pass. */
    void stepDone();
}
