package org.dl4jlab.engine.internal.layer.convolution;

import org.dl4jlab.engine.internal.layer.shared.Window;

/**
 * Neighbouring output positions of a convolution along an axis, those that read the input through one tap of the kernel
 * rather than padding.
 *
 * @param from the first
 * @param length how many; 0 or less if the tap meets nothing but padding
 * @param shift from an output position to the input position it reads
 */
record Span(int from, int length, int shift) {
    /**
     * For a convolution that moves by one position.
     *
     * @param axis 0: rows, 1: columns
     */
    static Span of(ConvolutionPrimitives primitives, int axis, int tap) {
        Window window = primitives.window();
        long shift = tap * (window.dilation()[axis] + 1) - window.before()[axis];
        long from = Math.max(0, -shift);
        long to = Math.min(primitives.destination()[2 + axis], primitives.source()[2 + axis] - shift);
        return new Span((int) from, (int) (to - from), (int) shift);
    }
}
