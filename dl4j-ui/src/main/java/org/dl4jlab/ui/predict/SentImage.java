package org.dl4jlab.ui.predict;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes an image that a browser sent. Only PNG and JPEG, told by their first bytes and not by what the sender calls
 * them; the size is read from the header before any pixel is, so that a small file that unpacks to gigabytes costs
 * nothing; nothing touches the disk.
 */
public final class SentImage {

    /** The longest side of an image that is decoded, in pixels. */
    public static final int LONGEST_SIDE = 2048;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private SentImage() {}

    /** @throws PredictionException when it is no PNG or JPEG image, is damaged, or has a side of more than 2048 pixels */
    public static BufferedImage decode(byte[] bytes) throws PredictionException {
        String format = format(bytes);
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        // Not ImageIO's own stream: it writes a temporary file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
                throw new PredictionException("The image has " + width + " x " + height + " pixels; at most "
                        + LONGEST_SIDE + " a side are taken.");
            }
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // The readers answer some damages with unchecked exceptions.
            throw new PredictionException("The image is damaged and cannot be read.", e);
        } finally {
            reader.dispose();
        }
    }

    private static String format(byte[] bytes) throws PredictionException {
        if (startsWith(bytes, PNG)) {
            return "png";
        }
        if (startsWith(bytes, JPEG)) {
            return "jpeg";
        }
        throw new PredictionException("This is no PNG or JPEG image.");
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
