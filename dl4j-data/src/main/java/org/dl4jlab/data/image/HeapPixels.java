package org.dl4jlab.data.image;

import java.util.Objects;

/**
 * Images in one array.
 *
 * @param shape of each image
 * @param pixels {@code [n, channels, height, width]}, shared with the caller
 */
record HeapPixels(ImageShape shape, byte[] pixels) implements ImagePixels {

    @Override
    public int count() {
        return pixels.length / shape.size();
    }

    @Override
    public void read(int i, byte[] target, int at) {
        Objects.checkIndex(i, count());
        System.arraycopy(pixels, i * shape.size(), target, at, shape.size());
    }
}
