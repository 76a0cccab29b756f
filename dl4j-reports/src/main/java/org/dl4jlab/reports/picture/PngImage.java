package org.dl4jlab.reports.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.NodeList;

/**
 * A picture as a PNG file that carries its own description (the standard {@code Description} text chunk), so that a
 * page that shows it can also say what it shows. Reading and writing keep to memory: the JDK's file cache cannot be opened
 * while the JVM shuts down, which is when the report of an interrupted run is written.
 *
 * @param bytes the whole file
 * @param width in pixels
 * @param height in pixels
 * @param description in words; empty if the file has none
 */
public record PngImage(byte[] bytes, int width, int height, String description) {

    private static final String NATIVE_FORMAT = "javax_imageio_png_1.0";
    private static final String DESCRIPTION = "Description";

    /** Draws and encodes. Equal pictures give equal bytes. */
    public static PngImage of(Figure picture, Theme theme) {
        return of(picture.draw(theme), picture.description());
    }

    static PngImage of(BufferedImage image, String description) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            metadata.mergeTree(NATIVE_FORMAT, text(description));
            try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(new IIOImage(image, null, metadata));
            }
            return new PngImage(bytes.toByteArray(), image.getWidth(), image.getHeight(), description);
        } catch (IOException e) {
            throw new IllegalStateException("writing a PNG to memory failed", e);
        } finally {
            writer.dispose();
        }
    }

    /**
     * Reads and checks a file.
     *
     * @throws IOException if it cannot be read or is not a whole PNG; the message names it
     */
    public static PngImage read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in);
            BufferedImage image = reader.read(0);
            return new PngImage(bytes, image.getWidth(), image.getHeight(), description(reader.getImageMetadata(0)));
        } catch (IOException | RuntimeException e) {
            // The JDK's reader answers some damaged files with unchecked exceptions.
            throw new IOException(file + " is not a readable PNG picture: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static IIOMetadataNode text(String description) {
        IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", DESCRIPTION);
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "en");
        entry.setAttribute("translatedKeyword", "");
        entry.setAttribute("text", description);
        IIOMetadataNode texts = new IIOMetadataNode("iTXt");
        texts.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(NATIVE_FORMAT);
        root.appendChild(texts);
        return root;
    }

    private static String description(IIOMetadata metadata) {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(NATIVE_FORMAT);
        NodeList entries = root.getElementsByTagName("iTXtEntry");
        for (int i = 0; i < entries.getLength(); i++) {
            IIOMetadataNode entry = (IIOMetadataNode) entries.item(i);
            if (entry.getAttribute("keyword").equals(DESCRIPTION)) {
                return entry.getAttribute("text");
            }
        }
        return "";
    }
}
