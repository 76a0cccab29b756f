package org.dl4jlab.data.picture;

/** Grey from colours: the luma of ITU-R BT.601, rounded; a grey keeps its value. */
final class Luma {

    private Luma() {}

    /**
     * @param rgb red, green and blue of each pixel
     * @param left first pixel to take
     * @param grey takes as many as it has room for
     */
    static void of(byte[] rgb, int left, byte[] grey) {
        for (int x = 0; x < grey.length; x++) {
            int at = 3 * (left + x);
            grey[x] = (byte) of(rgb[at] & 0xFF, rgb[at + 1] & 0xFF, rgb[at + 2] & 0xFF);
        }
    }

    static int of(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}
