package org.dl4jlab.data.image;

/** What lies beyond the edge of an image when it is continued by its mirror image; the pixels of the edge are not repeated. */
public final class Reflection {

    private Reflection() {}

    /**
     * The row or column of the image that a position shows.
     *
     * @param position from {@code 1 - length} to {@code 2 * length - 2}
     * @param length of the image along this axis
     */
    public static int index(int position, int length) {
        if (position < 0) {
            return -position;
        }
        return position < length ? position : 2 * (length - 1) - position;
    }
}
