package org.dl4jlab.data.picture;

import static org.dl4jlab.data.picture.PictureFormat.JPEG;

import java.util.Arrays;

/**
 * The frame of a JPEG picture and how much of it the scans have brought so far: of a picture that was cut off and given an
 * end marker, later scans are missing although no scan is damaged.
 */
final class JpegFrame {

    private static final int COEFFICIENTS = 64;
    private static final int PROGRESSIVE = 0xC2;

    private final boolean progressive;
    private final int height;
    private final int width;
    private final int[] names;

    /** For each component and coefficient the bits that are still to come; -1 where nothing has come. */
    private final int[][] missing;

    private JpegFrame(boolean progressive, int height, int width, int[] names) {
        this.progressive = progressive;
        this.height = height;
        this.width = width;
        this.names = names;
        this.missing = new int[names.length][COEFFICIENTS];
        for (int[] component : missing) {
            Arrays.fill(component, -1);
        }
    }

    /** Whether a marker begins a frame of any kind; three markers of the range are something else. */
    static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /**
     * @param marker which kind of frame it is
     * @param at where the segment's length stands
     */
    static JpegFrame read(int marker, byte[] file, int at, int end) throws UnreadablePictureException {
        if (marker > PROGRESSIVE) {
            throw Container.unsupported(JPEG, marker >= 0xC9 ? "with arithmetic coding" : "of a rare kind (lossless)");
        }
        if (end - at < 8) {
            throw Container.damaged(JPEG, "a short frame");
        }
        int bits = file[at + 2] & 0xFF;
        if (bits != 8) {
            throw Container.unsupported(JPEG, "of " + bits + " bits a sample");
        }
        int height = (file[at + 3] & 0xFF) << 8 | file[at + 4] & 0xFF;
        int width = (file[at + 5] & 0xFF) << 8 | file[at + 6] & 0xFF;
        int components = file[at + 7] & 0xFF;
        if (height == 0) {
            throw Container.unsupported(JPEG, "whose height stands at its end");
        }
        if (width == 0 || end - at < 8 + 3 * components) {
            throw Container.damaged(JPEG, "a bad frame");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw Container.unsupported(JPEG, "of " + components + " components");
        }
        int[] names = new int[components];
        for (int c = 0; c < components; c++) {
            names[c] = file[at + 8 + 3 * c] & 0xFF;
        }
        return new JpegFrame(marker == PROGRESSIVE, height, width, names);
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int components() {
        return names.length;
    }

    /** Whether the three components call themselves R, G and B. */
    boolean isNamedRgb() {
        return Arrays.equals(names, new int[] {'R', 'G', 'B'});
    }

    /** Takes note of a scan from its header. */
    void scan(byte[] file, int at, int end) throws UnreadablePictureException {
        int count = end - at < 3 ? 0 : file[at + 2] & 0xFF;
        int tail = at + 3 + 2 * count;
        if (count < 1 || count > 4 || tail + 3 > end) {
            throw Container.damaged(JPEG, "a bad scan");
        }
        int first = progressive ? file[tail] & 0xFF : 0;
        int last = progressive ? file[tail + 1] & 0xFF : COEFFICIENTS - 1;
        int low = progressive ? file[tail + 2] & 0x0F : 0;
        if (first > last || last >= COEFFICIENTS) {
            throw Container.damaged(JPEG, "a bad scan");
        }
        for (int k = 0; k < count; k++) {
            int name = file[at + 3 + 2 * k] & 0xFF;
            for (int c = 0; c < names.length; c++) {
                if (names[c] == name) {
                    Arrays.fill(missing[c], first, last + 1, low);
                }
            }
        }
    }

    /** Whether all bits of all coefficients have come. */
    boolean isWhole() {
        return Arrays.stream(missing).flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
    }

    void checkWhole() throws UnreadablePictureException {
        if (!isWhole()) {
            throw Container.cutOff(JPEG);
        }
    }
}
