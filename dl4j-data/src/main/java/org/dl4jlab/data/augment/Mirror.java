package org.dl4jlab.data.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dl4jlab.data.image.ImageShape;

/** The mirror image, for the steps that decide when to take it. */
final class Mirror {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Mirror() {}

    static void leftToRight(byte[] source, int from, byte[] target, int to, ImageShape shape) {
        int width = shape.width();
        int rows = shape.channels() * shape.height();
        for (int row = 0; row < rows; row++) {
            int first = from + row * width;
            int end = to + row * width + width;
            int x = 0;
            // Eight pixels at a time: this loop runs for half of all training images.
            for (; x + Long.BYTES <= width; x += Long.BYTES) {
                LONGS.set(target, end - x - Long.BYTES, Long.reverseBytes((long) LONGS.get(source, first + x)));
            }
            for (; x < width; x++) {
                target[end - 1 - x] = source[first + x];
            }
        }
    }
}
