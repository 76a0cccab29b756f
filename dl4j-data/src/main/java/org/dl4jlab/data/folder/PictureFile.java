package org.dl4jlab.data.folder;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that may be a picture, and what it is said to show.
 *
 * @param path where it lies below the folder, in the archive or in the manifest, with {@code /} between names
 * @param file to read
 * @param className of what it shows, in Unicode's composed form (NFC)
 * @param part that it was put into; empty where the folder does not say
 */
public record PictureFile(String path, Path file, String className, Optional<DataPart> part) {}
