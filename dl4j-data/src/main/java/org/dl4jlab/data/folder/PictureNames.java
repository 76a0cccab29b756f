package org.dl4jlab.data.folder;

import java.util.Locale;
import java.util.Set;

/** Whether a file calls itself a picture. What it is, its content decides; the name only tells what was meant. */
public final class PictureNames {

    private static final Set<String> ENDINGS = Set.of(
            "png", "apng", "jpg", "jpeg", "jpe", "jfif", "jif", "gif", "bmp", "dib", "tif", "tiff", "webp", "pbm",
            "pgm", "ppm", "pnm", "pam", "heic", "heif", "avif", "jxl", "jp2", "svg", "psd", "ico", "raw", "cr2", "nef",
            "dng");

    private PictureNames() {}

    /** @param name of a file, or its path */
    public static boolean isPicture(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
