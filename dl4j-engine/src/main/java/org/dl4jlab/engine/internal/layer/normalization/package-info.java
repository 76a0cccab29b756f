/** Batch normalisation, in training and folded into a convolution's weights for predictions, and local response normalisation. */
package org.dl4jlab.engine.internal.layer.normalization;
