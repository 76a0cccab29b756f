package org.dl4jlab.engine.graph;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The end of a network: the output's activation function together with the loss it is trained with. */
public record LossHead(IActivation activation, ILossFunction loss) {}
