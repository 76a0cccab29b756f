package org.dl4jlab.data.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Pictures for tests, made by code; those that Java cannot write lie beside the tests. */
final class Pictures {

    private Pictures() {}

    /** A picture that no turning or mirroring maps to itself. */
    static BufferedImage scene(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x * 255 / width << 16 | y * 255 / height << 8 | (x * y & 0x3F) << 2);
            }
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(width / 8, height / 8, width / 3, height / 4);
        graphics.dispose();
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer of " + format + " for this image");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] fixture(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The red, green and blue of a picture, pixel after pixel. */
    static byte[] rgb(BufferedImage image) {
        int area = image.getWidth() * image.getHeight();
        byte[] planes = new byte[3 * area];
        for (int p = 0; p < area; p++) {
            int rgb = image.getRGB(p % image.getWidth(), p / image.getWidth());
            planes[p] = (byte) (rgb >> 16);
            planes[area + p] = (byte) (rgb >> 8);
            planes[2 * area + p] = (byte) rgb;
        }
        return planes;
    }

    /** An Exif block that holds one tag, the orientation. */
    static byte[] exif(int orientation, boolean littleEndian) {
        ByteBuffer block = ByteBuffer.allocate(26);
        block.order(littleEndian ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        block.put((littleEndian ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        block.putShort((short) 42).putInt(8).putShort((short) 1);
        block.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return block.array();
    }

    /** The JPEG with a segment put behind its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[]... content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = 2 + Arrays.stream(content).mapToInt(c -> c.length).sum();
        out.write(jpeg, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length});
        for (byte[] piece : content) {
            out.writeBytes(piece);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** The PNG with a chunk put behind its header. */
    static byte[] withChunk(byte[] png, String type, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.writeBytes(chunk(type, content));
        out.write(png, 33, png.length - 33);
        return out.toByteArray();
    }

    /** The extended WebP with an ICC profile put behind its header. */
    static byte[] withProfile(byte[] webp, byte[] profile) {
        ByteBuffer file = ByteBuffer.allocate(webp.length + 8 + profile.length + (profile.length & 1))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        file.put(webp, 0, 30).put(ascii("ICCP")).putInt(profile.length).put(profile);
        file.position(file.capacity() - (webp.length - 30));
        file.put(webp, 30, webp.length - 30);
        file.putInt(4, file.capacity() - 8).put(20, (byte) (webp[20] | 0x20));
        return file.array();
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** A black PNG of one bit a pixel, whatever its size: a small file that claims much. */
    static byte[] largePng(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        return png(header, new byte[0], new byte[Math.min(1 << 20, height * (1 + (width + 7) / 8))]);
    }

    static byte[] png(byte[] header, byte[] chunks, byte[] rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        out.writeBytes(chunk("IHDR", header));
        out.writeBytes(chunks);
        out.writeBytes(chunk("IDAT", deflated(rows)));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] buffer = new byte[content.length + 64];
        int length = deflater.deflate(buffer);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }
}
