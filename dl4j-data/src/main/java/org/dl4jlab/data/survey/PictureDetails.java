package org.dl4jlab.data.survey;

import java.util.HashMap;
import java.util.Map;
import org.dl4jlab.data.image.ImagePixels;
import org.dl4jlab.data.image.ImageShape;

/**
 * Looks closer at pictures whose fingerprints agree. Nine pixels a side show hardly anything of a line drawing on an even
 * ground, so that all of them look alike there. Here two pictures are compared by what differs from pixel to pixel within
 * each: the difference of two copies is small beside it, that of two drawings is as large as the drawings themselves.
 */
final class PictureDetails {

    /** Cells on a side that are compared: enough for strokes, and few enough to pass over a shift by part of a pixel. */
    private static final int SIDE = 16;

    /**
     * Nineteen of twenty copies differ by less of their variance: measured on 250 pieces of clip art and 250 photographs of
     * 32 x 32 that were saved as JPEG, and on the clip art at half and at a quarter of its size. The most alike of 60 road
     * signs that show different things differ by 0.046.
     */
    private static final double MOST_UNEXPLAINED = 0.045;

    private final ImageShape shape;
    private final ImagePixels pixels;
    private final int height;
    private final int width;
    private final Map<Integer, float[]> reduced = new HashMap<>();

    /** @param pixels of the pictures, {@code [channels, height, width]} of the shape */
    PictureDetails(ImageShape shape, ImagePixels pixels) {
        this.shape = shape;
        this.pixels = pixels;
        this.height = Math.min(SIDE, shape.height());
        this.width = Math.min(SIDE, shape.width());
    }

    /** Whether two pictures, given by their numbers, agree in their details too. */
    boolean agree(int a, int b) {
        return unexplained(a, b) <= MOST_UNEXPLAINED;
    }

    /** Mean square difference of two pictures over their mean variance: 0 for copies, 2 for pictures without relation. */
    double unexplained(int a, int b) {
        float[] one = reduced.computeIfAbsent(a, this::reduce);
        float[] other = reduced.computeIfAbsent(b, this::reduce);
        double difference = 0;
        double variance = 0;
        for (int i = 0; i < one.length; i++) {
            difference += (double) (one[i] - other[i]) * (one[i] - other[i]);
            variance += (double) one[i] * one[i] + (double) other[i] * other[i];
        }
        return variance == 0 ? 0 : 2 * difference / variance;
    }

    /** Means of the cells, less the mean of each channel. */
    private float[] reduce(int picture) {
        byte[] image = new byte[shape.size()];
        pixels.read(picture, image, 0);
        float[] cells = new float[shape.channels() * height * width];
        int[] counts = new int[height * width];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int cell = y * height / shape.height() * width + x * width / shape.width();
                counts[cell]++;
                for (int c = 0; c < shape.channels(); c++) {
                    cells[c * counts.length + cell] += image[c * shape.area() + y * shape.width() + x] & 0xFF;
                }
            }
        }
        for (int c = 0; c < shape.channels(); c++) {
            float sum = 0;
            for (int cell = 0; cell < counts.length; cell++) {
                cells[c * counts.length + cell] /= counts[cell];
                sum += cells[c * counts.length + cell];
            }
            for (int cell = 0; cell < counts.length; cell++) {
                cells[c * counts.length + cell] -= sum / counts.length;
            }
        }
        return cells;
    }
}
