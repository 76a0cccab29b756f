package org.dl4jlab.reports.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The chunks of PNG files (W3C, Portable Network Graphics, third edition): walks through those of a file that a run left and
 * checks each by its checksum, and writes those of a picture. Java's own writer starts by looking for the image libraries of
 * the class path, which takes longer than to write a picture. Pictures of users, whose pixels are wanted, are read in {@code
 * org.dl4jlab.data.picture}.
 */
final class PngChunks {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    /** Length, type and checksum. */
    private static final int FRAME = 12;

    /** Colour type of the header. */
    private static final byte RGB = 2;

    /** Filter of a row. */
    private static final byte UP = 2;

    /** As Java's own writer has it: charts become small anyway. */
    private static final int LEVEL = 4;

    private static final String CUT_OFF = "it is cut off";

    private final ByteBuffer bytes;

    private PngChunks(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** @throws IOException if the file is not a whole PNG with a size */
    static PngImage read(byte[] file) throws IOException {
        PngChunks chunks = new PngChunks(file);
        chunks.readSignature();
        int width = 0;
        int height = 0;
        String description = "";
        boolean pixels = false;
        while (true) {
            Chunk chunk = chunks.next();
            switch (chunk.type()) {
                case "IHDR" -> {
                    width = chunk.content().getInt();
                    height = chunk.content().getInt();
                }
                case "IDAT" -> pixels = true;
                case "iTXt" -> description = chunk.text(PngImage.DESCRIPTION, description);
                case "IEND" -> {
                    if (width < 1 || height < 1 || !pixels) {
                        throw new IOException("it has no pixels");
                    }
                    return new PngImage(file, width, height, description);
                }
                default -> {
                    // Says nothing about size or content.
                }
            }
        }
    }

    /** The file of an opaque picture, 8 bits for each of red, green and blue. */
    static byte[] write(BufferedImage image, String description) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
        byte[] header = ByteBuffer.allocate(13)
                .putInt(image.getWidth())
                .putInt(image.getHeight())
                .put((byte) 8)
                .put(RGB)
                .array();
        append(file, "IHDR", header);
        // Not compressed, no language, no translated keyword.
        append(file, "iTXt", (PngImage.DESCRIPTION + "\0\0\0\0\0" + description).getBytes(StandardCharsets.UTF_8));
        append(file, "IDAT", compressed(image));
        append(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void append(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] typed = ByteBuffer.allocate(Integer.BYTES + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(typed);
        file.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        file.writeBytes(typed);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array());
    }

    /** Each row as differences from the row above, which are mostly zero in charts. */
    private static byte[] compressed(BufferedImage image) {
        int width = image.getWidth();
        int[] colors = colors(image);
        byte[] row = new byte[1 + 3 * width];
        row[0] = UP;
        Deflater deflater = new Deflater(LEVEL);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 14)) {
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0, i = 1; x < width; x++, i += 3) {
                    int color = colors[y * width + x];
                    int above = y == 0 ? 0 : colors[(y - 1) * width + x];
                    row[i] = (byte) ((color >> 16) - (above >> 16));
                    row[i + 1] = (byte) ((color >> 8) - (above >> 8));
                    row[i + 2] = (byte) (color - above);
                }
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static int[] colors(BufferedImage image) {
        return image.getType() == BufferedImage.TYPE_INT_RGB
                        && image.getRaster().getDataBuffer() instanceof DataBufferInt data
                        && data.getSize() == image.getWidth() * image.getHeight()
                ? data.getData()
                : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private void readSignature() throws IOException {
        if (bytes.remaining() < Long.BYTES) {
            throw new IOException(CUT_OFF);
        }
        if (bytes.getLong() != SIGNATURE) {
            throw new IOException("it does not begin as a PNG file");
        }
    }

    private Chunk next() throws IOException {
        if (bytes.remaining() < FRAME) {
            throw new IOException(CUT_OFF);
        }
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining() - 2 * Integer.BYTES) {
            throw new IOException(CUT_OFF);
        }
        byte[] typed = new byte[Integer.BYTES + length];
        bytes.get(typed);
        CRC32 checksum = new CRC32();
        checksum.update(typed);
        if (bytes.getInt() != (int) checksum.getValue()) {
            throw new IOException("a checksum in it is wrong");
        }
        return new Chunk(
                new String(typed, 0, Integer.BYTES, StandardCharsets.US_ASCII),
                ByteBuffer.wrap(Arrays.copyOfRange(typed, Integer.BYTES, typed.length)));
    }

    /**
     * @param type four letters
     * @param content without length, type and checksum
     */
    private record Chunk(String type, ByteBuffer content) {

        /** The uncompressed international text under a keyword; the other text if this is another keyword's. */
        String text(String keyword, String other) {
            String all = new String(content.array(), StandardCharsets.UTF_8);
            // Keyword, compression flag and method, language, translated keyword, text; a zero byte after each name.
            int language = keyword.length() + 3;
            if (!all.startsWith(keyword + '\0') || all.length() < language) {
                return other;
            }
            int translated = all.indexOf('\0', language) + 1;
            int text = translated == 0 ? 0 : all.indexOf('\0', translated) + 1;
            return text == 0 ? other : all.substring(text);
        }
    }
}
