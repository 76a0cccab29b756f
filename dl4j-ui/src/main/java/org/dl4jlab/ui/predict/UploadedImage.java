package org.dl4jlab.ui.predict;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Decodes an image that a browser sent. Only PNG and JPEG, told by their first bytes and not by what the sender calls
 * them; the size is read from the header before any pixel is, so that a small file that unpacks to gigabytes costs
 * nothing; the work that an image may take is bounded, and ends when its sender leaves; nothing touches the disk.
 */
public final class UploadedImage {

    /** The longest side of an image that is decoded, in pixels. */
    public static final int LONGEST_SIDE = 2048;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    /** Pixels times scans: as much as a photograph of the largest size in twenty scans. */
    private static final long MOST_WORK = 20L * LONGEST_SIDE * LONGEST_SIDE;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final LocalizedText DAMAGED =
            new LocalizedText("The image is damaged and cannot be read.", "图像已损坏，无法读取。");
    private static final LocalizedText NO_IMAGE =
            new LocalizedText("This is no PNG or JPEG image.", "这不是 PNG 或 JPEG 图像。");

    private UploadedImage() {}

    /** The same as {@link #decode(byte[], BooleanSupplier)} for a sender who waits. */
    public static BufferedImage decode(byte[] bytes) throws PredictionException {
        return decode(bytes, () -> false);
    }

    /**
     * @param abandoned whether nobody waits for the image any more; asked now and then while it is decoded
     * @throws PredictionException when it is no PNG or JPEG image, is damaged, has a side of more than 2048 pixels, or would
     *     take more work than a photograph does
     */
    public static BufferedImage decode(byte[] bytes, BooleanSupplier abandoned) throws PredictionException {
        String format = format(bytes);
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new WatchedStream(bytes, abandoned)) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
                throw new PredictionException(new LocalizedText(
                        "The image has " + width + " x " + height + " pixels; at most " + LONGEST_SIDE
                                + " a side are taken.",
                        "图像为 " + width + " × " + height + " 像素；每边最多 " + LONGEST_SIDE + " 像素。"));
            }
            int scans = format.equals("jpeg") ? JpegScans.count(bytes) : 1;
            if ((long) width * height * scans > MOST_WORK) {
                throw new PredictionException(new LocalizedText(
                        "The image is stored in " + scans + " scans, which would take too long to read.",
                        "图像分 " + scans + " 次扫描存储，读取耗时过长。"));
            }
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // The readers answer some damages with unchecked exceptions.
            throw new PredictionException(DAMAGED, e);
        } finally {
            reader.dispose();
        }
    }

    /** Ends the reading when its sender has left or it takes too long. Not ImageIO's own stream, which writes a file. */
    private static final class WatchedStream extends MemoryCacheImageInputStream {

        private final BooleanSupplier abandoned;
        private final long begun = System.nanoTime();

        WatchedStream(byte[] bytes, BooleanSupplier abandoned) {
            super(new ByteArrayInputStream(bytes));
            this.abandoned = abandoned;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (abandoned.getAsBoolean() || System.nanoTime() - begun > MOST_NANOS) {
                throw new IOException("nobody waits any more");
            }
            return super.read(into, offset, length);
        }
    }

    private static String format(byte[] bytes) throws PredictionException {
        if (startsWith(bytes, PNG)) {
            return "png";
        }
        if (startsWith(bytes, JPEG)) {
            return "jpeg";
        }
        throw new PredictionException(NO_IMAGE);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
