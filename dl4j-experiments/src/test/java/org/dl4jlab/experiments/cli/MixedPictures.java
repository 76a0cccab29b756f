package org.dl4jlab.experiments.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** One drawing in many formats: what a person's folder may hold. */
final class MixedPictures {

    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;

    private MixedPictures() {}

    /** Makes a folder with a sub-folder for each class, in which the formats take turns. */
    static Path folder(Path root, String first, String second) throws IOException {
        Path a = Files.createDirectories(root.resolve(first));
        Path b = Files.createDirectories(root.resolve(second));
        BufferedImage plain = draw(BufferedImage.TYPE_INT_RGB);
        Files.write(a.resolve("photo.jpg"), encoded(plain, "jpg"));
        Files.write(b.resolve("turned.jpeg"), turned(encoded(plain, "jpg")));
        Files.write(a.resolve("plain.png"), encoded(plain, "png"));
        Files.write(b.resolve("icon.png"), encoded(draw(BufferedImage.TYPE_INT_ARGB), "png"));
        Files.write(a.resolve("grey.png"), encoded(draw(BufferedImage.TYPE_BYTE_GRAY), "png"));
        Files.write(b.resolve("deep.png"), encoded(draw(BufferedImage.TYPE_USHORT_GRAY), "png"));
        Files.write(a.resolve("palette.gif"), encoded(draw(BufferedImage.TYPE_BYTE_INDEXED), "gif"));
        Files.write(b.resolve("bitmap.bmp"), encoded(plain, "bmp"));
        Files.write(a.resolve("scan.tif"), encoded(plain, "tif"));
        Files.write(b.resolve("raw.ppm"), ppm(plain));
        // Its name is wrong.
        Files.write(a.resolve("really-a-gif.png"), encoded(draw(BufferedImage.TYPE_BYTE_BINARY), "gif"));
        return root;
    }

    private static BufferedImage draw(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        Graphics2D graphics = image.createGraphics();
        if (!image.getColorModel().hasAlpha()) {
            graphics.setColor(new Color(20, 60, 110));
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
        }
        graphics.setColor(new Color(240, 180, 20));
        graphics.fillOval(4, 3, 20, 20);
        graphics.dispose();
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("this Java writes no " + format);
        }
        return out.toByteArray();
    }

    /** The same with a tag that says it must be turned by 90 degrees. */
    private static byte[] turned(byte[] jpeg) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static byte[] ppm(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("P6 " + WIDTH + " " + HEIGHT + " 255\n").getBytes(StandardCharsets.US_ASCII));
        WritableRaster raster = image.getRaster();
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
            for (int value : raster.getPixel(p % WIDTH, p / WIDTH, new int[3])) {
                out.write(value);
            }
        }
        return out.toByteArray();
    }
}
