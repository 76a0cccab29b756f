package org.dl4jlab.data.picture;

import java.awt.image.Raster;

/**
 * Rows of a picture in cyan, magenta, yellow and black. With the file's own profile the colours are those meant; without
 * one, light is what the inks let through: {@code red = (1 - cyan) * (1 - black)}.
 */
final class CmykPixels implements PixelSource {

    private static final int INKS = 4;

    private final Raster raster;
    private final JpegFile.Ink ink;
    private final ColorProfile profile;
    private final int[] samples;
    private final byte[] inks;
    private final int shift;

    CmykPixels(Raster raster, JpegFile.Ink ink) {
        this(raster, ink, null);
    }

    private CmykPixels(Raster raster, JpegFile.Ink ink, ColorProfile profile) {
        this.raster = raster;
        this.ink = ink;
        this.profile = profile;
        this.samples = new int[raster.getWidth() * raster.getNumBands()];
        this.inks = new byte[raster.getWidth() * INKS];
        this.shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
    }

    CmykPixels with(ColorProfile embedded) {
        return new CmykPixels(raster, ink, embedded);
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
        int bands = raster.getNumBands();
        raster.getPixels(0, y, width, 1, samples);
        for (int x = 0; x < width; x++) {
            for (int k = 0; k < INKS; k++) {
                inks[INKS * x + k] = (byte) (samples[x * bands + k] >> shift);
            }
        }
        if (ink.ycc()) {
            colorsOfLuma(width);
        }
        if (ink.inverted()) {
            for (int i = 0; i < inks.length; i++) {
                inks[i] = (byte) ~inks[i];
            }
        }
        if (profile == null) {
            light(rgb, width);
        } else {
            profile.convert(inks, rgb, width);
        }
        return false;
    }

    private void light(byte[] rgb, int width) {
        for (int x = 0; x < width; x++) {
            int white = 255 - (inks[INKS * x + 3] & 0xFF);
            for (int c = 0; c < 3; c++) {
                rgb[3 * x + c] = (byte) (((255 - (inks[INKS * x + c] & 0xFF)) * white + 127) / 255);
            }
        }
    }

    // ITU-T T.871, as libjpeg does it for YCCK: cyan is what is missing to red, and so on.
    private void colorsOfLuma(int width) {
        for (int x = 0; x < width; x++) {
            double luma = inks[INKS * x] & 0xFF;
            int cb = (inks[INKS * x + 1] & 0xFF) - 128;
            int cr = (inks[INKS * x + 2] & 0xFF) - 128;
            inks[INKS * x] = missing(luma + 1.402 * cr);
            inks[INKS * x + 1] = missing(luma - 0.344136 * cb - 0.714136 * cr);
            inks[INKS * x + 2] = missing(luma + 1.772 * cb);
        }
    }

    private static byte missing(double color) {
        return (byte) (255 - Math.max(0, Math.min(255, Math.round(color))));
    }
}
