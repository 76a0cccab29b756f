package org.dl4jlab.data.image;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Turns stored values {@code [channels, height, width]} into images of one pixel per value. */
public final class PixelImages {

    private PixelImages() {}

    /** Image {@code i} of a data set. */
    public static BufferedImage of(ImageSet set, int i) {
        return of(set.image(i), 0, set.shape());
    }

    /**
     * An image out of a block of unsigned bytes.
     *
     * @param pixels holds {@code [channels, height, width]} from {@code offset} on
     * @throws IllegalArgumentException if the shape is neither grey (1 channel) nor RGB (3 channels)
     */
    public static BufferedImage of(byte[] pixels, int offset, ImageShape shape) {
        checkChannels(shape);
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        int green = shape.channels() == 1 ? 0 : shape.area();
        int blue = 2 * green;
        for (int p = 0; p < shape.area(); p++) {
            int at = offset + p;
            int rgb = (pixels[at] & 0xFF) << 16 | (pixels[at + green] & 0xFF) << 8 | pixels[at + blue] & 0xFF;
            image.setRGB(p % shape.width(), p / shape.width(), rgb);
        }
        return image;
    }

    /**
     * Real values such as a filter's weights: {@code -limit} is black, 0 mid-grey, {@code limit} white; what lies
     * beyond is cut.
     *
     * @param values hold {@code [channels, height, width]} from {@code offset} on
     * @throws IllegalArgumentException if the shape is neither grey nor RGB, or {@code limit} is not positive
     */
    public static BufferedImage ofSigned(float[] values, int offset, ImageShape shape, double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("the largest value must be positive, got " + limit);
        }
        byte[] bytes = new byte[shape.size()];
        for (int i = 0; i < bytes.length; i++) {
            double share = (values[offset + i] / limit + 1) / 2;
            bytes[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, share)));
        }
        return of(bytes, 0, shape);
    }

    /**
     * The image at about {@code width} pixels: every pixel repeated a whole number of times, so that edges stay sharp,
     * or, for an image that is larger already, averaged down.
     */
    public static BufferedImage scale(BufferedImage image, int width) {
        if (image.getWidth() > width) {
            int height = Math.max(1, (int) Math.round((double) image.getHeight() * width / image.getWidth()));
            return copy(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), width, height);
        }
        int factor = Math.max(1, Math.round((float) width / image.getWidth()));
        BufferedImage large =
                new BufferedImage(image.getWidth() * factor, image.getHeight() * factor, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, 0, 0, large.getWidth(), large.getHeight(), null);
        graphics.dispose();
        return large;
    }

    private static BufferedImage copy(Image image, int width, int height) {
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    private static void checkChannels(ImageShape shape) {
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "only grey (1 channel) and RGB (3 channels) images can be drawn, got shape " + shape);
        }
    }
}
