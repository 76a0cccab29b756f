package org.dl4jlab.data.image;

import java.util.List;

/**
 * Decoded images and their labels: unsigned bytes {@code [n, channels, height, width]} in RGB order, and one class index
 * an image. The images may lie on the heap or in a file that is larger than memory. Immutable by convention: arrays are
 * shared, not copied, because a data set is read by many views at once, and nobody writes to them.
 */
public final class ImageSet {

    private final ImageShape shape;
    private final List<String> classNames;
    private final ImagePixels pixels;
    private final int[] labels;

    /**
     * @param shape of each image
     * @param classNames name of class 0, 1, …; at most 256
     * @param pixels {@code n * shape.size()} unsigned bytes
     * @param labels {@code n} unsigned bytes, each below {@code classNames.size()}
     * @throws IllegalArgumentException if the sizes do not agree or a label names no class
     */
    public ImageSet(ImageShape shape, List<String> classNames, byte[] pixels, byte[] labels) {
        this(shape, classNames, heap(shape, pixels, labels.length), ints(labels));
    }

    /**
     * @param shape of each image
     * @param classNames name of class 0, 1, …
     * @param pixels of {@code n} images
     * @param labels {@code n} class indices
     * @throws IllegalArgumentException if the counts do not agree or a label names no class
     */
    public ImageSet(ImageShape shape, List<String> classNames, ImagePixels pixels, int[] labels) {
        this.shape = shape;
        this.classNames = List.copyOf(classNames);
        this.pixels = pixels;
        this.labels = labels.clone();
        if (pixels.count() != labels.length) {
            throw new IllegalArgumentException(labels.length + " labels do not fit " + pixels.count() + " images");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException("image " + i + " has label " + labels[i] + " but there are only "
                        + classNames.size() + " classes");
            }
        }
    }

    private static ImagePixels heap(ImageShape shape, byte[] pixels, int count) {
        if (pixels.length != (long) count * shape.size()) {
            throw new IllegalArgumentException(
                    count + " labels do not fit " + pixels.length + " bytes of images of shape " + shape);
        }
        return new HeapPixels(shape, pixels);
    }

    private static int[] ints(byte[] labels) {
        int[] ints = new int[labels.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = labels[i] & 0xFF;
        }
        return ints;
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
        return labels[i];
    }

    /**
     * Copies image {@code i}. Any number of threads may read at once.
     *
     * @param target takes {@code shape().size()} bytes {@code [channels, height, width]}
     * @param at where the first of them goes
     * @throws IndexOutOfBoundsException if there is no such image or no room for it
     */
    public void read(int i, byte[] target, int at) {
        pixels.read(i, target, at);
    }

    /** A copy of image {@code i}: {@code [channels, height, width]}. */
    public byte[] image(int i) {
        byte[] image = new byte[shape.size()];
        read(i, image, 0);
        return image;
    }

    /** A copy of all images, {@code [n, channels, height, width]}: for small sets, at most 2 GiB. */
    public byte[] pixels() {
        byte[] all = new byte[Math.toIntExact((long) size() * shape.size())];
        for (int i = 0; i < size(); i++) {
            read(i, all, i * shape.size());
        }
        return all;
    }
}
