package org.dl4jlab.data.folder;

/**
 * A file that is not used.
 *
 * @param path where it lies below the folder, with {@code /} between names
 * @param reason the rest of a sentence about it, such as {@code "is a JPEG picture that was cut off"}
 */
public record SkippedFile(String path, String reason) {

    @Override
    public String toString() {
        return path + " " + reason;
    }
}
