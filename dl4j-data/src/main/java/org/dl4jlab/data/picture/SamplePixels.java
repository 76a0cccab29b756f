package org.dl4jlab.data.picture;

import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Rows of a picture of grey or of red, green and blue, with or without transparency. Java takes grey samples for linear
 * light and would brighten them; here they are taken as they are, as everywhere else.
 */
final class SamplePixels implements PixelSource {

    private final Raster raster;
    private final int colors;
    private final boolean hasAlpha;
    private final boolean premultiplied;
    private final int[] largest;
    private final boolean bytes;
    private final byte[] direct;
    private final int[] samples;

    private SamplePixels(Raster raster, ColorModel model) {
        this.raster = raster;
        this.colors = model.getNumColorComponents();
        this.hasAlpha = model.hasAlpha();
        this.premultiplied = hasAlpha && model.isAlphaPremultiplied();
        this.largest = new int[model.getNumComponents()];
        boolean eight =
                raster.getTransferType() == DataBuffer.TYPE_BYTE && raster.getNumDataElements() == raster.getNumBands();
        for (int band = 0; band < largest.length; band++) {
            largest[band] = (1 << model.getComponentSize(band)) - 1;
            eight &= largest[band] == 255;
        }
        this.bytes = eight;
        int length = raster.getWidth() * raster.getNumBands();
        this.direct = new byte[eight ? length : 0];
        this.samples = new int[eight ? 0 : length];
    }

    static PixelSource of(Raster raster, ColorModel model) {
        return new SamplePixels(raster, model);
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public boolean row(int y, byte[] rgb, byte[] alpha) {
        int width = width();
        if (bytes) {
            raster.getDataElements(0, y, width, 1, direct);
        } else {
            raster.getPixels(0, y, width, 1, samples);
        }
        int bands = raster.getNumBands();
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < 3; c++) {
                rgb[3 * x + c] = value(x * bands, colors == 1 ? 0 : c);
            }
        }
        if (hasAlpha) {
            for (int x = 0; x < width; x++) {
                alpha[x] = value(x * bands, colors);
            }
            if (premultiplied) {
                divide(rgb, alpha, width);
            }
        }
        return hasAlpha;
    }

    private byte value(int pixel, int band) {
        if (bytes) {
            return direct[pixel + band];
        }
        int most = largest[band];
        return (byte) ((samples[pixel + band] * 255L + most / 2) / most);
    }

    private static void divide(byte[] rgb, byte[] alpha, int width) {
        for (int x = 0; x < width; x++) {
            int a = alpha[x] & 0xFF;
            for (int c = 3 * x; c < 3 * x + 3 && a > 0; c++) {
                rgb[c] = (byte) Math.min(255, ((rgb[c] & 0xFF) * 255 + a / 2) / a);
            }
        }
    }
}
