package org.dl4jlab.training.internal.classify;

import java.util.List;

/**
 * A picture in the form of the training images.
 *
 * @param pixels unsigned bytes {@code [channels, height, width]}
 * @param changes what was done to it, one phrase each
 */
record PreparedPicture(byte[] pixels, List<String> changes) {}
