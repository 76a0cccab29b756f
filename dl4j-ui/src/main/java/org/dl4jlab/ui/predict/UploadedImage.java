package org.dl4jlab.ui.predict;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Looks at a picture that a browser sent before anybody decodes it: whether a JPEG of many scans would take far more work
 * than its size tells. The pixels are decoded elsewhere, in the one way in which all
 * pictures are; nothing touches the disk.
 */
public final class UploadedImage {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    /** Pixels times scans: as much as a photograph of 16 million pixels in twelve scans. */
    private static final long MOST_WORK = 200_000_000;

    private static final LocalizedText DAMAGED =
            new LocalizedText("The image is damaged and cannot be read.", "图像已损坏，无法读取。");

    private UploadedImage() {}

    /**
     * @throws PredictionException when decoding would take more work than a photograph does
     */
    public static void check(byte[] bytes) throws PredictionException {
        if (bytes.length < JPEG.length || !java.util.Arrays.equals(bytes, 0, JPEG.length, JPEG, 0, JPEG.length)) {
            return;
        }
        int scans = JpegScans.count(bytes);
        if (scans > 1 && pixels(bytes) * scans > MOST_WORK) {
            throw new PredictionException(new LocalizedText(
                    "The image is stored in " + scans + " scans, which would take too long to read.",
                    "图像分 " + scans + " 次扫描存储，读取耗时过长。"));
        }
    }

    /** From the header alone. */
    private static long pixels(byte[] bytes) throws PredictionException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        // Not ImageIO's own stream, which writes a file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            return (long) reader.getWidth(0) * reader.getHeight(0);
        } catch (IOException | RuntimeException e) {
            // The reader answers some damages with unchecked exceptions.
            throw new PredictionException(DAMAGED, e);
        } finally {
            reader.dispose();
        }
    }
}
