package org.dl4jlab.data.picture;

import static org.dl4jlab.data.picture.PictureFormat.GIF;

import java.util.Optional;

/** Where the first frame of a GIF file lies on its screen (CompuServe, Graphics Interchange Format 89a). */
final class GifFile {

    private static final int SCREEN = 13;
    private static final int IMAGE = 0x2C;
    private static final int EXTENSION = 0x21;

    private GifFile() {}

    static Container read(byte[] file) throws UnreadablePictureException {
        if (file.length < SCREEN) {
            throw Container.cutOff(GIF);
        }
        int at = SCREEN + ((file[10] & 0x80) == 0 ? 0 : 3 << (file[10] & 7) + 1);
        while (at < file.length && file[at] == EXTENSION) {
            at = skipBlocks(file, at + 2);
        }
        if (at > file.length - 10) {
            throw Container.cutOff(GIF);
        }
        if (file[at] != IMAGE) {
            throw Container.damaged(GIF, "no frame");
        }
        int left = number(file, at + 1);
        int top = number(file, at + 3);
        int width = Math.max(number(file, 6), left + number(file, at + 5));
        int height = Math.max(number(file, 8), top + number(file, at + 7));
        PictureDecoder.checkSize(width, height);
        return new Container(GIF, file, width, height, left, top, Orientation.UPRIGHT, Optional.empty());
    }

    private static int skipBlocks(byte[] file, int from) throws UnreadablePictureException {
        int at = from;
        while (at < file.length && file[at] != 0) {
            at += 1 + (file[at] & 0xFF);
        }
        if (at >= file.length) {
            throw Container.cutOff(GIF);
        }
        return at + 1;
    }

    private static int number(byte[] file, int at) {
        return file[at] & 0xFF | (file[at + 1] & 0xFF) << 8;
    }
}
