/**
 * One compiler for each kind of layer: it says what it refuses, adds the forward steps, and leaves its
 * backward pass on the plan's tape. Adding a layer type means one class here, one line in
 * {@link org.dl4jlab.engine.layer.LayerCompilers}, and one test.
 *
 * <p>More than 25 classes, because each kind of layer has a compiler, and each way to compute a convolution is a class.
 */
package org.dl4jlab.engine.layer;
