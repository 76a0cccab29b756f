package org.dl4jlab.data.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The files below a folder without what programs leave behind: for pictures whose classes are not known yet.
 *
 * @param files sorted by path
 * @param passedOver links that lead nowhere and the like
 */
public record FolderFiles(List<Path> files, List<SkippedFile> passedOver) {

    /** @throws org.dl4jlab.data.DataException if the folder cannot be listed */
    public static FolderFiles of(Path folder) {
        List<SkippedFile> passedOver = new ArrayList<>();
        List<Path> files = FolderScan.files(folder, passedOver).stream()
                .sorted(Comparator.comparing(FolderScan.Found::path))
                .map(FolderScan.Found::file)
                .toList();
        return new FolderFiles(files, List.copyOf(passedOver));
    }

    /**
     * Whether a file is one of those that programs leave behind.
     *
     * @param path below the folder, with {@code /} between names
     */
    public static boolean isJunk(String path) {
        return JunkFiles.kind(path).isPresent();
    }
}
