package org.dl4jlab.engine.support;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** A batch normalisation whose scale stays 1 while its shift is learned: a subclass that only changes updaters. */
public final class ShiftedNorm extends BatchNormalization {
    private static final long serialVersionUID = 1;

    /** For DL4J, which writes and reads configurations as JSON. */
    public ShiftedNorm() {}

    /** @param updater of the shift */
    public ShiftedNorm(IUpdater updater) {
        setDecay(0.6);
        setIUpdater(updater);
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return parameter.equals("gamma") ? new Sgd(0) : super.getUpdaterByParam(parameter);
    }
}
