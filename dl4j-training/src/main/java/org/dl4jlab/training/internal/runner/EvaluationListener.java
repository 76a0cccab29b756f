package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import org.dl4jlab.training.RunListener;

/** Also gets the images and the network behind a result, to draw them. */
public interface EvaluationListener extends RunListener {

    /** A run has its result, but its record does not say yet that it is done. */
    void tested(EvaluatedRun run) throws IOException;
}
