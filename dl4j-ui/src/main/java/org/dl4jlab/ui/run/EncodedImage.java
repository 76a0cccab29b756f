package org.dl4jlab.ui.run;

import java.util.Objects;

/**
 * An encoded picture.
 *
 * @param format how it is encoded
 * @param content the file's bytes
 */
public record EncodedImage(Format format, byte[] content) {

    /** The formats that the pages show; none of them can hold a script. */
    public enum Format {
        PNG("image/png"),
        JPEG("image/jpeg");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    public EncodedImage {
        Objects.requireNonNull(format);
        content = content.clone();
    }

    @Override
    public byte[] content() {
        return content.clone();
    }
}
