/**
 * One compiler for each kind of layer: it says what it refuses, adds the forward steps, and leaves its
 * backward pass on the plan's tape. Adding a layer type means one class here, one line in
 * {@link org.dl4jlab.engine.internal.layer.LayerCompilers}, and one test.
 *
 * <p>Convolutions and normalisation have rooms of their own beneath; {@code shared} is beneath those.
 */
package org.dl4jlab.engine.internal.layer;
