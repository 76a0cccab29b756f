package org.dl4jlab.data.picture;

import java.util.Optional;

/**
 * What a picture file says around its pixels.
 *
 * @param format of the file
 * @param content what the reader of pixels is given: the file without all that it need not see
 * @param width of the stored picture; for GIF of its screen
 * @param height of the stored picture
 * @param left where the stored pixels begin on it
 * @param top where the stored pixels begin on it
 * @param orientation how it is to be turned
 * @param profile ICC profile, if one is embedded
 */
record Container(
        PictureFormat format,
        byte[] content,
        int width,
        int height,
        int left,
        int top,
        Orientation orientation,
        Optional<byte[]> profile) {

    static Container of(
            PictureFormat format,
            byte[] content,
            int width,
            int height,
            Orientation orientation,
            Optional<byte[]> profile) {
        return new Container(format, content, width, height, 0, 0, orientation, profile);
    }

    static UnreadablePictureException cutOff(PictureFormat format) {
        return new UnreadablePictureException(
                "is a " + format.title() + " picture that was cut off; get it again or remove it");
    }

    static UnreadablePictureException damaged(PictureFormat format) {
        return new UnreadablePictureException("is a damaged " + format.title() + " picture; get it again or remove it");
    }

    static UnreadablePictureException damaged(PictureFormat format, String what) {
        return new UnreadablePictureException(
                "is a damaged " + format.title() + " picture (" + what + "); get it again or remove it");
    }

    static UnreadablePictureException unsupported(PictureFormat format, String what) {
        return new UnreadablePictureException(
                "is a " + format.title() + " picture " + what + ", which is not read; save it as JPEG or PNG");
    }
}
