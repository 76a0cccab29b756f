package org.dl4jlab.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jlab.training.InvalidInputException;

/** Where a file named with {@code --output} goes. */
final class OutputFolder {

    private OutputFolder() {}

    /**
     * Told before the work, not after it.
     *
     * @throws InvalidInputException if the file's folder does not exist, or the file is a folder
     */
    static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InvalidInputException("There is no folder " + folder + " for --output " + file + "; make it.");
        }
        if (Files.isDirectory(file)) {
            throw new InvalidInputException("--output " + file + " is a folder; name a file.");
        }
    }
}
