package org.dl4jlab.data.picture;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.pnm.PNMImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The reader of pixels for each format: Java's own for JPEG, PNG and GIF, TwelveMonkeys' for the others. Each is asked for
 * by name; what else is on the class path, and in which order, makes no difference.
 */
final class PictureReaders {

    private static final String JAVA = "com.sun.imageio.plugins.";

    private PictureReaders() {}

    static ImageReader of(PictureFormat format) throws IOException {
        ImageReaderSpi provider = switch (format) {
            case JPEG -> java("jpeg.JPEGImageReaderSpi");
            case PNG -> java("png.PNGImageReaderSpi");
            case GIF -> java("gif.GIFImageReaderSpi");
            case BMP -> new BMPImageReaderSpi();
            case TIFF -> new TIFFImageReaderSpi();
            case WEBP -> new WebPImageReaderSpi();
            case PNM -> new PNMImageReaderSpi();
        };
        return provider.createReaderInstance();
    }

    // Java's readers cannot be made in another way: their package is closed.
    private static ImageReaderSpi java(String name) {
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi provider = all.next();
            if (provider.getClass().getName().equals(JAVA + name)) {
                return provider;
            }
        }
        throw new IllegalStateException(
                "this Java has no " + JAVA + name + ", or it was taken out of ImageIO's registry");
    }
}
