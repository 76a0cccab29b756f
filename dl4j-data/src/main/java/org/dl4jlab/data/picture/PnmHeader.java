package org.dl4jlab.data.picture;

import java.nio.charset.StandardCharsets;

/** The words at the start of a PNM file (Netpbm): numbers, or the lines of a PAM, and comments between them. */
final class PnmHeader {

    /** Room for many comments; a reader takes a microsecond and more for each of their bytes. */
    private static final int MOST_BYTES = 1 << 16;

    private static final byte[] END_OF_PAM = "ENDHDR".getBytes(StandardCharsets.US_ASCII);

    private PnmHeader() {}

    /** @throws UnreadablePictureException if it is longer than 64 KiB */
    static void check(byte[] content) throws UnreadablePictureException {
        if (content.length > MOST_BYTES && !endsWithin(content)) {
            throw new UnreadablePictureException(
                    "is a PNM picture whose comments are longer than 64 KiB, which is not read; save it as PNG");
        }
    }

    private static boolean endsWithin(byte[] content) {
        int kind = content[1] - '0';
        int words = kind == 1 || kind == 4 ? 2 : 3;
        int found = 0;
        boolean inWord = false;
        boolean inComment = false;
        for (int i = 2; i < MOST_BYTES; i++) {
            byte b = content[i];
            if (inComment) {
                inComment = b != '\n' && b != '\r';
            } else if (kind == 7 && startsWith(content, i)) {
                return true;
            } else if (b == '#') {
                inComment = true;
                inWord = false;
            } else if (b <= ' ') {
                found += inWord ? 1 : 0;
                inWord = false;
            } else {
                inWord = true;
            }
            if (kind != 7 && found == words) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] content, int from) {
        for (int i = 0; i < END_OF_PAM.length; i++) {
            if (from + i >= content.length || content[from + i] != END_OF_PAM[i]) {
                return false;
            }
        }
        return true;
    }
}
