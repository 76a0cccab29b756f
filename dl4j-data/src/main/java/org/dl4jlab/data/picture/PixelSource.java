package org.dl4jlab.data.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * Gives the rows of a decoded picture as colours of 8 bits, whatever the picture is made of: palettes are looked up, more
 * bits are rounded to 8, grey is repeated, ink becomes light. For one thread.
 */
interface PixelSource {

    /** Width of the stored pixels. */
    int width();

    /** Height of the stored pixels. */
    int height();

    /**
     * One row.
     *
     * @param rgb takes {@code 3 * width} bytes: red, green, blue of each pixel, not yet laid on a ground
     * @param alpha takes {@code width} bytes, 255 for opaque
     * @return whether alpha was written; if not, the row is opaque
     */
    boolean row(int y, byte[] rgb, byte[] alpha);

    /** The pixels of an image as a reader made it. */
    static PixelSource of(Container container, BufferedImage image) throws UnreadablePictureException {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        if (model instanceof IndexColorModel palette) {
            return colored(container, new PalettePixels(raster, palette));
        }
        int colors = model.getNumColorComponents();
        for (int band = 0; band < model.getNumComponents(); band++) {
            if (model.getComponentSize(band) > 16) {
                throw Container.unsupported(
                        container.format(), "of " + model.getComponentSize(band) + " bits a sample");
            }
        }
        return switch (colors) {
            case 1 -> SamplePixels.of(raster, model);
            case 3 -> colored(container, SamplePixels.of(raster, model));
            case 4 -> ofInk(container, raster, new JpegFile.Ink(false, false));
            default -> throw Container.unsupported(container.format(), "of " + colors + " colours");
        };
    }

    /** The pixels of a picture in cyan, magenta, yellow and black. */
    static PixelSource ofInk(Container container, Raster raster, JpegFile.Ink ink) {
        CmykPixels plain = new CmykPixels(raster, ink);
        Optional<ColorProfile> profile = container.profile().flatMap(ColorProfile::ofInk);
        return profile.isPresent() ? plain.with(profile.get()) : plain;
    }

    private static PixelSource colored(Container container, PixelSource pixels) {
        Optional<ColorProfile> profile = container.profile().flatMap(ColorProfile::ofRgb);
        return profile.isPresent() ? new ProfiledPixels(pixels, profile.get()) : pixels;
    }
}
