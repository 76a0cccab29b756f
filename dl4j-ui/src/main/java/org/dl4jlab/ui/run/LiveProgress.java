package org.dl4jlab.ui.run;

import java.util.OptionalDouble;

/**
 * Where a run that trains stands now.
 *
 * @param step optimiser steps done
 * @param images trained on so far, repeats counted
 * @param totalImages that it will have been trained on at the end; 0 when that is not known
 * @param loss of the newest steps
 */
public record LiveProgress(long step, long images, long totalImages, OptionalDouble loss) {

    /** How much of the training is done, in [0, 1]; 0 when that is not known. */
    public double share() {
        return totalImages <= 0 ? 0 : Math.min(1, (double) images / totalImages);
    }
}
