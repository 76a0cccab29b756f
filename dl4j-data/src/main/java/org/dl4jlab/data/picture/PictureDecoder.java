package org.dl4jlab.data.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import org.dl4jlab.data.file.FileFailure;

/**
 * Decodes picture files of every {@link PictureFormat}, told by their content. What is whole is decoded to the same pixels
 * on every machine; what is not, is refused with its reason. No size is believed: a picture of more than
 * {@link #MOST_PIXELS} pixels is refused before memory is asked for.
 */
public final class PictureDecoder {

    /** The largest picture that is read, in pixels: 64 million. */
    public static final int MOST_PIXELS = 64_000_000;

    /** The longest side of a picture that is read, in pixels. */
    public static final int LONGEST_SIDE = 65_535;

    /** The largest file that is read, in bytes: 256 MiB. */
    public static final int MOST_BYTES = 256 << 20;

    private PictureDecoder() {}

    /**
     * Reads and decodes a file.
     *
     * @throws UnreadablePictureException if it is not there or no picture that can be used
     */
    public static Picture decode(Path file) throws UnreadablePictureException {
        return decode(content(file));
    }

    /**
     * The bytes of a file.
     *
     * @throws UnreadablePictureException if it is not there, no plain file, not readable or too large for a picture
     */
    public static byte[] content(Path file) throws UnreadablePictureException {
        if (Files.isDirectory(file)) {
            throw new UnreadablePictureException("is a folder, not a picture");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadablePictureException(
                    Files.isSymbolicLink(file) ? "is a link that leads nowhere" : "does not exist or is no plain file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new UnreadablePictureException(
                        "has more than " + (MOST_BYTES >> 20) + " MiB, too many for a picture; save it smaller");
            }
            return content;
        } catch (AccessDeniedException e) {
            throw new UnreadablePictureException("must not be read by you; change its permissions", e);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadablePictureException("cannot be read: " + FileFailure.reason(e), e);
        }
    }

    /**
     * Decodes the content of a file. Any number of threads may do so at once; one that is interrupted stops.
     *
     * @param content of the whole file
     * @throws UnreadablePictureException if it is no picture that can be used
     */
    public static Picture decode(byte[] content) throws UnreadablePictureException {
        PictureFormat format = format(content);
        try {
            Container container = container(format, content);
            return pixels(container);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Readers answer some damaged files with exceptions of their inner workings.
            throw damaged(format, e);
        } catch (OutOfMemoryError e) {
            throw new UnreadablePictureException(
                    "is a " + format.title() + " picture that needs more memory than there is; save it smaller", e);
        }
    }

    /**
     * How many pixels per picture has, from its header: what its decoding will need memory for.
     *
     * @throws UnreadablePictureException if it is no picture that can be used
     */
    public static int pixels(byte[] content) throws UnreadablePictureException {
        PictureFormat format = format(content);
        try {
            Container container = container(format, content);
            return container.width() * container.height();
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw damaged(format, e);
        }
    }

    /**
     * Tells what a file is, from its content.
     *
     * @throws UnreadablePictureException if it is no picture of a format that is read
     */
    public static PictureFormat format(byte[] content) throws UnreadablePictureException {
        byte[] head = Arrays.copyOf(content, Math.min(content.length, PictureFormat.HEAD));
        Optional<PictureFormat> format = PictureFormat.of(head);
        if (format.isEmpty()) {
            throw new UnreadablePictureException(OtherContent.reason(head));
        }
        return format.get();
    }

    static void checkSize(long width, long height) throws UnreadablePictureException {
        if (width < 1 || height < 1) {
            throw new UnreadablePictureException("is a damaged picture (" + width + " x " + height + " pixels)");
        }
        if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
            throw new UnreadablePictureException(
                    "has " + width + " x " + height + " pixels; at most " + MOST_PIXELS / 1_000_000 + " million and "
                            + LONGEST_SIDE + " on a side are read; make it smaller");
        }
    }

    private static Container container(PictureFormat format, byte[] content) throws IOException {
        return switch (format) {
            case JPEG -> JpegFile.read(content);
            case PNG -> PngFile.read(content);
            case WEBP -> WebpFile.read(content);
            case GIF -> GifFile.read(content);
            case BMP -> bmp(content);
            case TIFF -> {
                Optional<TiffDirectory> tags = TiffDirectory.of(content);
                yield sized(
                        format,
                        content,
                        TiffDirectory.orientation(tags),
                        tags.flatMap(all -> all.block(TiffDirectory.PROFILE)));
            }
            case PNM -> {
                PnmHeader.check(content);
                yield sized(format, content, Orientation.UPRIGHT, Optional.empty());
            }
        };
    }

    private static Container bmp(byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int compression = bytes.getInt(14) >= 40 && content.length >= 34 ? bytes.getInt(30) : 0;
        if (compression == 4 || compression == 5) {
            throw Container.unsupported(PictureFormat.BMP, "with a JPEG or PNG inside");
        }
        return sized(PictureFormat.BMP, content, Orientation.UPRIGHT, Optional.empty());
    }

    /** For formats whose reader tells the size without reading pixels. */
    private static Container sized(
            PictureFormat format, byte[] content, Orientation orientation, Optional<byte[]> profile)
            throws IOException {
        ImageReader reader = PictureReaders.of(format);
        try {
            reader.setInput(new PictureStream(content), false, true);
            checkSize(reader.getWidth(0), reader.getHeight(0));
            // A tile is unpacked whole, however small the picture is.
            checkSize(reader.getTileWidth(0), reader.getTileHeight(0));
            return Container.of(format, content, reader.getWidth(0), reader.getHeight(0), orientation, profile);
        } finally {
            reader.dispose();
        }
    }

    private static Picture pixels(Container container) throws IOException {
        ImageReader reader = PictureReaders.of(container.format());
        try {
            // TIFF and PNM are read from anywhere in the file.
            reader.setInput(new PictureStream(container.content()), false, true);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            InterruptibleReading.of(reader);
            PixelSource pixels;
            if (isCmykJpeg(container)) {
                Raster raster = reader.readRaster(0, null);
                InterruptibleReading.requireWhole();
                pixels = PixelSource.ofInk(container, raster, JpegFile.Ink.of(container));
            } else {
                BufferedImage image = reader.read(0);
                InterruptibleReading.requireWhole();
                pixels = PixelSource.of(container, image);
            }
            checkWarnings(container.format(), warnings);
            return new Picture(container, pixels);
        } finally {
            reader.dispose();
        }
    }

    private static boolean isCmykJpeg(Container container) {
        return container.format() == PictureFormat.JPEG && JpegFile.components(container) == 4;
    }

    /** The JPEG reader fills what is missing with grey and only warns. */
    private static void checkWarnings(PictureFormat format, List<String> warnings) throws UnreadablePictureException {
        if (format != PictureFormat.JPEG) {
            return;
        }
        for (String warning : warnings) {
            String text = warning.toLowerCase(Locale.ROOT);
            if (text.contains("premature end")) {
                throw Container.cutOff(format);
            }
            if (text.contains("bad huffman code")
                    || text.contains("instead of rst")
                    || text.contains("inconsistent progression")) {
                throw Container.damaged(format, warning.replaceFirst("^Corrupt JPEG data: ", ""));
            }
        }
    }

    private static UnreadablePictureException damaged(PictureFormat format, Throwable cause) {
        String message = cause.getMessage();
        boolean ended = cause instanceof java.io.EOFException
                || cause.getCause() instanceof java.io.EOFException
                || message != null && message.toLowerCase(Locale.ROOT).contains("unexpected end");
        UnreadablePictureException reason;
        if (ended) {
            reason = Container.cutOff(format);
        } else if (cause instanceof IOException && message != null) {
            reason = Container.damaged(format, message.replaceAll("\\s+", " "));
        } else {
            // What other exceptions say is about the reader's inner workings.
            reason = Container.damaged(format);
        }
        return new UnreadablePictureException(reason.getMessage(), cause);
    }
}
