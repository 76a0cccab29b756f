package org.dl4jlab.data.image;

/** Where the images of an {@link ImageSet} lie: on the heap, or in a file that is larger than memory. Safe for threads. */
public interface ImagePixels {

    /** Number of images. */
    int count();

    /**
     * Copies one image, {@code [channels, height, width]} unsigned bytes.
     *
     * @param i number of the image
     * @param target takes it
     * @param at where its first byte goes
     * @throws IndexOutOfBoundsException if there is no such image or no room for it
     */
    void read(int i, byte[] target, int at);
}
