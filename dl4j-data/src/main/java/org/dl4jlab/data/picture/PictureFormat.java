package org.dl4jlab.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats of pictures that are read. A file's content decides which one it is; its name does not matter. */
public enum PictureFormat {
    /** Baseline and progressive, grey, RGB, CMYK and YCCK; whatever follows the picture's end is passed over. */
    JPEG("JPEG"),
    /** Of an animated one the still picture. */
    PNG("PNG"),
    /** The first frame, on the whole of its screen. */
    GIF("GIF"),
    BMP("BMP"),
    /** The first page. */
    TIFF("TIFF"),
    /** Of an animated one the first frame. */
    WEBP("WebP"),
    /** PBM, PGM, PPM (plain and raw) and PAM. */
    PNM("PNM");

    /** Bytes from the start of a file that are enough for {@link #of}. */
    public static final int HEAD = 64;

    private final String title;

    PictureFormat(String title) {
        this.title = title;
    }

    /** The format's name for people. */
    public String title() {
        return title;
    }

    /** All names in one phrase: {@code JPEG, PNG, … and PNM}. */
    public static String list() {
        PictureFormat[] all = values();
        StringBuilder text = new StringBuilder(all[0].title);
        for (int i = 1; i < all.length; i++) {
            text.append(i == all.length - 1 ? " and " : ", ").append(all[i].title);
        }
        return text.toString();
    }

    /**
     * What a file is.
     *
     * @param head its first {@link #HEAD} bytes, or all if it has fewer
     */
    public static Optional<PictureFormat> of(byte[] head) {
        if (starts(head, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        }
        if (starts(head, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return Optional.of(PNG);
        }
        if (text(head, 0, "GIF87a") || text(head, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (text(head, 0, "RIFF") && text(head, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (starts(head, 'I', 'I', 42, 0) || starts(head, 'M', 'M', 0, 42)) {
            return Optional.of(TIFF);
        }
        if (isBmp(head)) {
            return Optional.of(BMP);
        }
        if (head.length > 2 && head[0] == 'P' && head[1] >= '1' && head[1] <= '7' && isPnmSpace(head[2])) {
            return Optional.of(PNM);
        }
        return Optional.empty();
    }

    // Two letters alone begin many a text; the size of the second header must be one of those that exist.
    private static boolean isBmp(byte[] head) {
        if (!text(head, 0, "BM") || head.length < 18) {
            return false;
        }
        int size = head[14] & 0xFF | (head[15] & 0xFF) << 8 | (head[16] & 0xFF) << 16 | (head[17] & 0xFF) << 24;
        return size == 12
                || size == 16
                || size == 40
                || size == 52
                || size == 56
                || size == 64
                || size == 108
                || size == 124;
    }

    private static boolean isPnmSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '#';
    }

    static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (head[i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean text(byte[] head, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return head.length >= at + wanted.length
                && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
