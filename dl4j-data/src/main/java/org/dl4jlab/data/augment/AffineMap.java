package org.dl4jlab.data.augment;

import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;

/**
 * Where each pixel of a changed image comes from: pixel {@code (x, y)} of the result is the place {@code (xx * x + xy * y
 * + x0, yx * x + yy * y + y0)} of the source, both counted from the centre of the upper left pixel. Places are computed
 * with 16 binary digits after the point.
 */
record AffineMap(double xx, double xy, double x0, double yx, double yy, double y0) {

    private static final int DIGITS = 16;
    private static final double ONE = 1 << DIGITS;

    /** Bilinear weights have 8 binary digits, so that a pixel of 8 and two weights fit into an int. */
    private static final int WEIGHT = 256;

    /** Half of the smallest weight, so that weights are rounded, not cut off. */
    private static final int HALF_WEIGHT = 1 << DIGITS - 9;

    /** Turns by an angle around the image's centre; positive is anticlockwise. */
    static AffineMap rotation(double degrees, ImageShape shape) {
        double cos = StrictMath.cos(Math.toRadians(degrees));
        double sin = StrictMath.sin(Math.toRadians(degrees));
        return aroundCentre(cos, -sin, sin, cos, shape);
    }

    /** Slants rows: a row one pixel below the centre is moved by {@code shear} pixels to the right. */
    static AffineMap shearX(double shear, ImageShape shape) {
        return aroundCentre(1, -shear, 0, 1, shape);
    }

    /** Slants columns: a column one pixel right of the centre is moved by {@code shear} pixels down. */
    static AffineMap shearY(double shear, ImageShape shape) {
        return aroundCentre(1, 0, -shear, 1, shape);
    }

    /** Moves the picture by pixels to the right and down. */
    static AffineMap translation(double right, double down) {
        return new AffineMap(1, 0, -right, 0, 1, -down);
    }

    private static AffineMap aroundCentre(double xx, double xy, double yx, double yy, ImageShape shape) {
        double cx = (shape.width() - 1) / 2.0;
        double cy = (shape.height() - 1) / 2.0;
        return new AffineMap(xx, xy, cx - xx * cx - xy * cy, yx, yy, cy - yx * cx - yy * cy);
    }

    /** Takes the pixel nearest to each place. */
    void nearest(byte[] source, int from, byte[] target, int to, ImageShape shape, Border border) {
        int height = shape.height();
        int width = shape.width();
        int area = shape.area();
        long stepX = Math.round(xx * ONE);
        long stepY = Math.round(yx * ONE);
        for (int y = 0; y < height; y++) {
            long sourceX = Math.round((xy * y + x0 + 0.5) * ONE);
            long sourceY = Math.round((yy * y + y0 + 0.5) * ONE);
            for (int x = 0; x < width; x++, sourceX += stepX, sourceY += stepY) {
                int column = border.place((int) (sourceX >> DIGITS), width);
                int row = border.place((int) (sourceY >> DIGITS), height);
                int at = row * width + column;
                boolean inside = row >= 0 && column >= 0;
                for (int c = 0, pixel = y * width + x; c < shape.channels(); c++, at += area, pixel += area) {
                    target[to + pixel] = inside ? source[from + at] : 0;
                }
            }
        }
    }

    /** Weighs the four pixels around each place by their nearness. */
    void bilinear(byte[] source, int from, byte[] target, int to, ImageShape shape, Border border) {
        int height = shape.height();
        int width = shape.width();
        long stepX = Math.round(xx * ONE);
        long stepY = Math.round(yx * ONE);
        for (int y = 0; y < height; y++) {
            long sourceX = Math.round((xy * y + x0) * ONE) + HALF_WEIGHT;
            long sourceY = Math.round((yy * y + y0) * ONE) + HALF_WEIGHT;
            for (int x = 0; x < width; x++, sourceX += stepX, sourceY += stepY) {
                int column = (int) (sourceX >> DIGITS);
                int row = (int) (sourceY >> DIGITS);
                int right = (int) (sourceX >> DIGITS - 8) & 0xFF;
                int below = (int) (sourceY >> DIGITS - 8) & 0xFF;
                int pixel = to + y * width + x;
                if (column >= 0 && row >= 0 && column < width - 1 && row < height - 1) {
                    inside(source, from + row * width + column, right, below, target, pixel, shape);
                } else {
                    atEdge(source, from, row, column, right, below, target, pixel, shape, border);
                }
            }
        }
    }

    private static void inside(byte[] source, int from, int right, int below, byte[] target, int to, ImageShape shape) {
        int area = shape.area();
        int width = shape.width();
        for (int c = 0, at = from, pixel = to; c < shape.channels(); c++, at += area, pixel += area) {
            int upper = (source[at] & 0xFF) * (WEIGHT - right) + (source[at + 1] & 0xFF) * right;
            int lower = (source[at + width] & 0xFF) * (WEIGHT - right) + (source[at + width + 1] & 0xFF) * right;
            target[pixel] = (byte) (upper * (WEIGHT - below) + lower * below + WEIGHT * WEIGHT / 2 >> 16);
        }
    }

    private static void atEdge(
            byte[] source,
            int from,
            int row,
            int column,
            int right,
            int below,
            byte[] target,
            int to,
            ImageShape shape,
            Border border) {
        int left = border.place(column, shape.width());
        int rightOfIt = border.place(column + 1, shape.width());
        int top = border.place(row, shape.height());
        int belowIt = border.place(row + 1, shape.height());
        int area = shape.area();
        for (int c = 0; c < shape.channels(); c++) {
            int channel = from + c * area;
            int upper = pixel(source, channel, top, left, shape) * (WEIGHT - right)
                    + pixel(source, channel, top, rightOfIt, shape) * right;
            int lower = pixel(source, channel, belowIt, left, shape) * (WEIGHT - right)
                    + pixel(source, channel, belowIt, rightOfIt, shape) * right;
            target[to + c * area] = (byte) (upper * (WEIGHT - below) + lower * below + WEIGHT * WEIGHT / 2 >> 16);
        }
    }

    private static int pixel(byte[] source, int channel, int row, int column, ImageShape shape) {
        return row < 0 || column < 0 ? 0 : source[channel + row * shape.width() + column] & 0xFF;
    }
}
