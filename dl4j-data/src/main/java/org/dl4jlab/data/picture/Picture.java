package org.dl4jlab.data.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;

/**
 * A decoded picture. Its size is that of the upright picture. Where it is transparent it lies on white: one ground for
 * all, the one that a page has on which pictures are looked at. For one thread.
 */
public final class Picture {

    /** What a transparent picture lies on, and what surrounds one that is padded: white. */
    public static final int GROUND = 0xFF;

    private final Container container;
    private final PixelSource pixels;
    private boolean transparent;
    private boolean colored;
    private boolean scanned;

    Picture(Container container, PixelSource pixels) {
        this.container = container;
        this.pixels = pixels;
    }

    /**
     * An image that is in memory already, upright and in standard colours.
     *
     * @throws UnreadablePictureException if it has other samples than 1 to 16 bits, or other colours than grey, RGB or CMYK
     */
    public static Picture of(BufferedImage image) throws UnreadablePictureException {
        PictureDecoder.checkSize(image.getWidth(), image.getHeight());
        Container container = Container.of(
                PictureFormat.PNG,
                new byte[0],
                image.getWidth(),
                image.getHeight(),
                Orientation.UPRIGHT,
                Optional.empty());
        return new Picture(container, PixelSource.of(container, image));
    }

    /** For an image that was in memory: PNG, in which it would be written. */
    public PictureFormat format() {
        return container.format();
    }

    /** Pixels from left to right, when it is upright. */
    public int width() {
        return container.orientation().swapped() ? container.height() : container.width();
    }

    /** Pixels from top to bottom, when it is upright. */
    public int height() {
        return container.orientation().swapped() ? container.width() : container.height();
    }

    /** Whether a tag in the file says that it must be turned, which is done wherever its pixels are asked for. */
    public boolean isTurned() {
        return !container.orientation().equals(Orientation.UPRIGHT);
    }

    /** Whether a pixel is transparent, wholly or partly. */
    public boolean isTransparent() {
        scan();
        return transparent;
    }

    /** Whether a pixel has a colour that is not a grey. */
    public boolean isColored() {
        scan();
        return colored;
    }

    /** What is remembered of it. */
    public PictureFacts facts() {
        return new PictureFacts(format(), width(), height(), isColored(), isTransparent(), isTurned());
    }

    /**
     * All pixels, {@code [3, height, width]}: 3 bytes per pixel, so for one picture at a time.
     *
     * @throws OutOfMemoryError if there is no room
     */
    public byte[] rgb() {
        int area = container.width() * container.height();
        byte[] planes = new byte[3 * area];
        rows((y, rgb) -> {
            for (int x = 0; x < container.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    planes[c * area + y * container.width() + x] = rgb[3 * x + c];
                }
            }
        });
        return container.orientation().turn(planes, 3, container.height(), container.width());
    }

    Orientation orientation() {
        return container.orientation();
    }

    private void scan() {
        if (!scanned) {
            rows();
        }
    }

    /** Hands every row of the stored picture, on its ground, to all sinks. */
    void rows(RowSink... sinks) {
        byte[] source = new byte[3 * pixels.width()];
        byte[] alpha = new byte[pixels.width()];
        byte[] row = new byte[3 * container.width()];
        boolean covers = pixels.width() == container.width() && pixels.height() == container.height();
        transparent |= !covers;
        for (int y = 0; y < container.height(); y++) {
            int own = y - container.top();
            Arrays.fill(row, (byte) GROUND);
            if (own >= 0 && own < pixels.height()) {
                if (pixels.row(own, source, alpha)) {
                    lay(source, alpha);
                }
                int length = Math.min(pixels.width(), container.width() - container.left());
                System.arraycopy(source, 0, row, 3 * container.left(), 3 * length);
            }
            for (int x = 0; x < row.length && !colored; x += 3) {
                colored = row[x] != row[x + 1] || row[x] != row[x + 2];
            }
            for (RowSink sink : sinks) {
                sink.row(y, row);
            }
        }
        scanned = true;
    }

    private void lay(byte[] rgb, byte[] alpha) {
        for (int x = 0; x < alpha.length; x++) {
            int a = alpha[x] & 0xFF;
            if (a < 255) {
                transparent = true;
                for (int c = 3 * x; c < 3 * x + 3; c++) {
                    rgb[c] = (byte) (((rgb[c] & 0xFF) * a + GROUND * (255 - a) + 127) / 255);
                }
            }
        }
    }
}
