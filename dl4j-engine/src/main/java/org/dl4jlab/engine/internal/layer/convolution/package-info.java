/**
 * Convolutions: their compiler, the ways to compute one ({@code DirectConvolution}, {@code TapProducts},
 * {@code KernelColumns}, {@code ColumnGroups}, {@code PatchProduct}), and the rules that say which way, layout and precision
 * is fastest on which kind of CPU. The module's README has the measurements behind the rules.
 */
package org.dl4jlab.engine.internal.layer.convolution;
