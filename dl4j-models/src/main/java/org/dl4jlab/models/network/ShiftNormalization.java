package org.dl4jlab.models.network;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** BatchNorm that learns its shift only: the scale stays 1. It computes what DL4J's BatchNorm computes. */
public final class ShiftNormalization extends BatchNormalization {

    private static final long serialVersionUID = 1;

    /** For DL4J, which reads configurations from JSON. */
    public ShiftNormalization() {}

    /**
     * @param decay share of the running statistics that a step keeps
     * @param eps added to the variance
     * @param updater of the shift
     */
    ShiftNormalization(String name, double decay, double eps, IUpdater updater) {
        setLayerName(name);
        setDecay(decay);
        setEps(eps);
        setIUpdater(updater);
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        // DL4J's NoOp would not do: it leaves the gradient as the update, which is gradient descent at rate 1.
        return parameter.equals(BatchNormalizationParamInitializer.GAMMA)
                ? new Sgd(0)
                : super.getUpdaterByParam(parameter);
    }
}
