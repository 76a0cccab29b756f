package org.dl4jlab.data.folder;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies in a folder of pictures.
 *
 * @param classNames sorted: numbers by value, other names by their letters
 * @param files that may be pictures, sorted by path
 * @param passedOver files that are not used, each with its reason
 * @param junk how many files of each kind were passed over that programs leave behind, such as {@code .DS_Store}
 */
public record FolderContent(
        List<String> classNames, List<PictureFile> files, List<SkippedFile> passedOver, Map<String, Integer> junk) {

    public FolderContent {
        classNames = List.copyOf(classNames);
        files = List.copyOf(files);
        passedOver = List.copyOf(passedOver);
        junk = Collections.unmodifiableMap(new TreeMap<>(junk));
    }
}
