package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/** The mirror image, for the steps that decide when to take it. */
final class Mirror {

    private Mirror() {}

    static void leftToRight(byte[] source, int from, byte[] target, int to, ImageShape shape) {
        int width = shape.width();
        int rows = shape.channels() * shape.height();
        for (int row = 0; row < rows; row++) {
            int first = from + row * width;
            int last = to + row * width + width - 1;
            for (int x = 0; x < width; x++) {
                target[last - x] = source[first + x];
            }
        }
    }
}
