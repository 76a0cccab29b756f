package org.dl4jlab.training.internal.classify;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Takes the colours out of a picture of any kind: grey or coloured, 8 or 16 bits, with or without transparency. */
final class PicturePlanes {

    private PicturePlanes() {}

    /**
     * Values from 0 to 255; what is transparent lies on white paper.
     *
     * @param channels 1 for grey, 3 for RGB
     * @return {@code [channels][height * width]}
     */
    static float[][] of(BufferedImage picture, int channels) {
        return isGrey(picture.getColorModel()) ? ofGrey(picture, channels) : ofColor(picture, channels);
    }

    // Java takes grey samples for linear light and would brighten them on the way to RGB; in files they are what the
    // training data hold, so they are read as they are.
    private static boolean isGrey(ColorModel model) {
        return !(model instanceof IndexColorModel) && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    private static float[][] ofGrey(BufferedImage picture, int channels) {
        Raster raster = picture.getRaster();
        ColorModel model = picture.getColorModel();
        int area = picture.getWidth() * picture.getHeight();
        float[] grey = scaled(raster, 0, model.getComponentSize(0), area);
        if (model.hasAlpha()) {
            float[] alpha = scaled(raster, 1, model.getComponentSize(1), area);
            for (int p = 0; p < area; p++) {
                float share = alpha[p] / 255;
                float ink = model.isAlphaPremultiplied() ? grey[p] : grey[p] * share;
                grey[p] = ink + 255 * (1 - share);
            }
        }
        float[][] planes = new float[channels][];
        for (int c = 0; c < channels; c++) {
            planes[c] = grey;
        }
        return planes;
    }

    private static float[] scaled(Raster raster, int band, int bits, int area) {
        float[] values = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, new float[area]);
        float largest = (1 << bits) - 1;
        for (int p = 0; p < area; p++) {
            values[p] = values[p] * 255 / largest;
        }
        return values;
    }

    private static float[][] ofColor(BufferedImage picture, int channels) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        int[] rgb = paper.getRGB(0, 0, width, height, null, 0, width);
        float[][] planes = new float[channels][rgb.length];
        for (int p = 0; p < rgb.length; p++) {
            int red = rgb[p] >> 16 & 0xFF;
            int green = rgb[p] >> 8 & 0xFF;
            int blue = rgb[p] & 0xFF;
            if (channels == 1) {
                planes[0][p] = red == green && green == blue ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
            } else {
                planes[0][p] = red;
                planes[1][p] = green;
                planes[2][p] = blue;
            }
        }
        return planes;
    }
}
