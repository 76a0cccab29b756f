package org.dl4jlab.data.picture;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Rows of a picture whose pixels are numbers of colours. */
final class PalettePixels implements PixelSource {

    private final Raster raster;
    private final int[] colors;
    private final boolean opaque;
    private final int[] indices;

    PalettePixels(Raster raster, IndexColorModel palette) {
        this.raster = raster;
        this.colors = new int[1 << palette.getPixelSize()];
        for (int i = 0; i < palette.getMapSize(); i++) {
            colors[i] = palette.getRGB(i);
        }
        this.opaque = !palette.hasAlpha();
        this.indices = new int[raster.getWidth()];
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
        raster.getSamples(0, y, width(), 1, 0, indices);
        for (int x = 0; x < indices.length; x++) {
            int color = colors[indices[x]];
            rgb[3 * x] = (byte) (color >> 16);
            rgb[3 * x + 1] = (byte) (color >> 8);
            rgb[3 * x + 2] = (byte) color;
            alpha[x] = (byte) (color >>> 24);
        }
        return !opaque;
    }
}
