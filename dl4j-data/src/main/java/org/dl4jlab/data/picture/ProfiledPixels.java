package org.dl4jlab.data.picture;

/**
 * Rows of another source, with their colours turned into sRGB.
 *
 * @param pixels in the colours of the profile
 * @param profile that the file has
 */
record ProfiledPixels(PixelSource pixels, ColorProfile profile) implements PixelSource {

    @Override
    public int width() {
        return pixels.width();
    }

    @Override
    public int height() {
        return pixels.height();
    }

    @Override
    public boolean row(int y, byte[] rgb, byte[] alpha) {
        boolean transparent = pixels.row(y, rgb, alpha);
        profile.convert(rgb, rgb, width());
        return transparent;
    }
}
