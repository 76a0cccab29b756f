package org.dl4jlab.data.picture;

import java.util.List;

/**
 * A picture in the form of a network's input.
 *
 * @param pixels unsigned bytes {@code [channels, height, width]}
 * @param changes what was done to it, one phrase each, such as {@code "resized from 640 x 480 to 32 x 32"}; empty if it
 *     was taken as it is
 * @param facts of the picture itself
 * @param fingerprint by which copies of it are known
 */
public record PreparedPicture(byte[] pixels, List<String> changes, PictureFacts facts, PictureFingerprint fingerprint) {

    public PreparedPicture {
        changes = List.copyOf(changes);
    }
}
