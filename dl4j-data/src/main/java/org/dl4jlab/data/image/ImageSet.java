package org.dl4jlab.data.image;

import java.util.List;

/**
 * Decoded images and their labels: one block of unsigned bytes {@code [n, channels, height, width]} in RGB order, and
 * one class index an image. Immutable by convention: the arrays are shared, not copied, because a data set is read by
 * many views at once, and nobody writes to them.
 */
public final class ImageSet {

    private final ImageShape shape;
    private final List<String> classNames;
    private final byte[] pixels;
    private final byte[] labels;

    /**
     * @param shape of each image
     * @param classNames name of class 0, 1, …; at most 256
     * @param pixels {@code n * shape.size()} unsigned bytes
     * @param labels {@code n} unsigned bytes, each below {@code classNames.size()}
     * @throws IllegalArgumentException if the sizes do not agree or a label names no class
     */
    public ImageSet(ImageShape shape, List<String> classNames, byte[] pixels, byte[] labels) {
        this.shape = shape;
        this.classNames = List.copyOf(classNames);
        this.pixels = pixels;
        this.labels = labels;
        if (pixels.length != (long) labels.length * shape.size()) {
            throw new IllegalArgumentException(
                    labels.length + " labels do not fit " + pixels.length + " bytes of images of shape " + shape);
        }
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xFF) >= classNames.size()) {
                throw new IllegalArgumentException("image " + i + " has label " + (labels[i] & 0xFF)
                        + " but there are only " + classNames.size() + " classes");
            }
        }
    }

    public ImageShape shape() {
        return shape;
    }

    public List<String> classNames() {
        return classNames;
    }

    public int classCount() {
        return classNames.size();
    }

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    /** Class index of image {@code i}. */
    public int label(int i) {
        return labels[i] & 0xFF;
    }

    /** Where image {@code i} starts in {@link #pixels()}. */
    public int offset(int i) {
        return i * shape.size();
    }

    /** The shared block {@code [n, channels, height, width]}; do not write to it. */
    public byte[] pixels() {
        return pixels;
    }
}
