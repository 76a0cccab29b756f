package org.dl4jlab.training.internal.classify;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads picture files, and refuses with a sentence those that are broken, too large or of a kind Java cannot read. */
public final class PictureReader {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg");

    /** About 400 MB once decoded. */
    private static final long MOST_PIXELS = 100_000_000;

    // A JPEG of four channels is CMYK or its relative YCCK; what Java makes of some of them has the wrong colours.
    private static final int CMYK_BANDS = 4;

    private static final String PREMATURE_END = "premature end";

    private PictureReader() {}

    /**
     * The picture files of a folder, not of its sub-folders, sorted by name.
     *
     * @throws IOException if the folder cannot be read
     */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(PictureReader::isPicture).sorted().toList();
        }
    }

    /** Whether a file is a PNG or JPEG by its name. */
    public static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Reads one picture.
     *
     * @throws UnreadablePictureException if it cannot be used
     */
    public static BufferedImage read(Path file) throws UnreadablePictureException {
        if (Files.isDirectory(file)) {
            throw new UnreadablePictureException(file + " is a folder, not a picture");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadablePictureException(file + " does not exist");
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            if (in == null) {
                throw new UnreadablePictureException(file + " cannot be opened");
            }
            return read(file.toString(), in, Files.size(file));
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadablePictureException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the content of a picture file.
     *
     * @throws UnreadablePictureException if it cannot be used
     */
    public static BufferedImage read(byte[] content) throws UnreadablePictureException {
        // Held in memory: nothing of it is written to a temporary file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            return read("the picture", in, content.length);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadablePictureException("the picture is damaged: " + e.getMessage(), e);
        }
    }

    private static BufferedImage read(String name, ImageInputStream in, long size) throws UnreadablePictureException {
        try {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnreadablePictureException(
                        name + (size == 0 ? " is empty" : " is no picture that can be read; give a PNG or JPEG"));
            }
            ImageReader reader = readers.next();
            try {
                return read(name, reader, in);
            } finally {
                reader.dispose();
            }
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer some damaged files with unchecked exceptions.
            throw new UnreadablePictureException(name + " is damaged: " + e.getMessage(), e);
        }
    }

    private static BufferedImage read(String file, ImageReader reader, ImageInputStream in) throws IOException {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new UnreadablePictureException(file + " has " + width + " x " + height
                    + " pixels; make it smaller, at most " + MOST_PIXELS / 1_000_000 + " million are read");
        }
        // The JPEG reader fills up a file that was cut off and only warns.
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage picture;
        try {
            picture = reader.read(0);
        } catch (IIOException e) {
            if (isJpeg(reader) && bands(reader) == CMYK_BANDS) {
                throw cmyk(file);
            }
            throw e;
        }
        if (isJpeg(reader) && picture.getRaster().getNumBands() == CMYK_BANDS) {
            throw cmyk(file);
        }
        for (String warning : warnings) {
            if (warning.toLowerCase(Locale.ROOT).contains(PREMATURE_END)) {
                throw new UnreadablePictureException(file + " is damaged: it ends before the picture does");
            }
        }
        return picture;
    }

    private static boolean isJpeg(ImageReader reader) throws IOException {
        return reader.getFormatName().equalsIgnoreCase("JPEG");
    }

    private static UnreadablePictureException cmyk(String file) {
        return new UnreadablePictureException(file + " is a CMYK picture, made for printing; save it as RGB");
    }

    private static int bands(ImageReader reader) {
        try {
            return reader.readRaster(0, null).getNumBands();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
