package org.dl4jlab.data.image;

/** How bright a pixel of red, green and blue appears: 0.299, 0.587 and 0.114 of them (ITU-R BT.601). */
public final class Luminance {

    private Luminance() {}

    /** From 0 to 255, rounded. */
    public static int of(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    /** Mean over an image; that of the bytes themselves unless it has three channels. */
    public static double mean(byte[] image, int at, ImageShape shape) {
        long sum = 0;
        if (shape.channels() != 3) {
            for (int p = at; p < at + shape.size(); p++) {
                sum += image[p] & 0xFF;
            }
            return (double) sum / shape.size();
        }
        int area = shape.area();
        for (int p = at; p < at + area; p++) {
            sum += of(image[p] & 0xFF, image[p + area] & 0xFF, image[p + 2 * area] & 0xFF);
        }
        return (double) sum / area;
    }
}
