package org.dl4jlab.ui.predict;

/**
 * Counts the scans of a JPEG file. A progressive file paints its image in several, each over all of it: two thousand of them
 * fit into a few kilobytes and take a decoder most of a minute.
 */
final class JpegScans {

    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int END_OF_IMAGE = 0xD9;

    private JpegScans() {}

    /** The scans up to the end of the file, or to where it is damaged. */
    static int count(byte[] file) {
        int scans = 0;
        int at = 2;
        while (at + 3 < file.length) {
            int marker = file[at + 1] & 0xFF;
            if ((file[at] & 0xFF) != 0xFF || marker == 0 || marker == 0xFF || isAlone(marker)) {
                // Data of a scan, filling, or a marker without content.
                at++;
                continue;
            }
            int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
            scans += marker == START_OF_SCAN ? 1 : 0;
            at += 2 + length;
        }
        return scans;
    }

    private static boolean isAlone(int marker) {
        return marker >= FIRST_RESTART && marker <= END_OF_IMAGE || marker == 0x01;
    }
}
