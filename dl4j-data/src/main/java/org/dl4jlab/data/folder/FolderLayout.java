package org.dl4jlab.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dl4jlab.data.DataException;

/**
 * Which class and part a file belongs to, by the folders it lies in: {@code CLASS/…} or {@code PART/CLASS/…}, where folders
 * inside a class folder belong to the class.
 *
 * @param classNames sorted
 * @param files with class and part
 */
record FolderLayout(List<String> classNames, List<PictureFile> files) {

    private static final int MOST_CLASSES = 4096;

    static FolderLayout of(Path root, List<FolderScan.Found> given, List<SkippedFile> passedOver) {
        List<FolderScan.Found> found = withoutWrapper(given);
        boolean parts = hasParts(root, found);
        int depth = parts ? 3 : 2;
        List<PictureFile> files = new ArrayList<>();
        List<String> loose = new ArrayList<>();
        for (FolderScan.Found one : found) {
            String[] names = one.path().split("/");
            if (names.length < depth) {
                loose.add(one.path());
                continue;
            }
            files.add(new PictureFile(
                    one.path(),
                    one.file(),
                    className(names[depth - 2]),
                    parts ? DataPart.named(names[0]) : Optional.empty()));
        }
        if (files.isEmpty()) {
            throw new DataException(root
                    + (loose.isEmpty() ? " holds no files. " : " holds files, but not in class folders. ")
                    + expectation(root)
                    + SkippedFile.list(passedOver));
        }
        return new FolderLayout(classNames(root, files), files);
    }

    /** A class name in Unicode's composed form: file systems and archives mix both forms of é. */
    static String className(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    static List<String> classNames(Path root, List<PictureFile> files) {
        TreeSet<String> names = new TreeSet<>(NaturalOrder.INSTANCE);
        files.forEach(file -> names.add(file.className()));
        return List.copyOf(names);
    }

    /** @throws DataException if there are too few classes to tell apart, or too many */
    static void requireClasses(Path root, List<String> names, List<SkippedFile> passedOver) {
        if (names.size() < 2 || names.size() > MOST_CLASSES) {
            throw new DataException(root + " holds " + names.size() + (names.size() == 1 ? " class" : " classes")
                    + (names.size() == 1 ? " ('" + names.get(0) + "')" : "") + ". " + expectation(root)
                    + SkippedFile.list(passedOver));
        }
    }

    // An archive usually holds one folder that holds everything.
    private static List<FolderScan.Found> withoutWrapper(List<FolderScan.Found> found) {
        TreeSet<String> tops = found.stream()
                .map(one -> one.path().substring(0, Math.max(0, one.path().indexOf('/'))))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean wrapped = tops.size() == 1
                && !tops.first().isEmpty()
                && DataPart.named(tops.first()).isEmpty()
                && found.stream()
                        .allMatch(one -> one.path().indexOf('/', tops.first().length() + 1) > 0);
        if (!wrapped) {
            return found;
        }
        int cut = tops.first().length() + 1;
        return withoutWrapper(found.stream()
                .map(one -> new FolderScan.Found(one.path().substring(cut), one.file()))
                .toList());
    }

    /**
     * Whether the upper folders are parts. A class may be called train, too: it holds pictures itself, a part holds folders
     * only.
     */
    private static boolean hasParts(Path root, List<FolderScan.Found> found) {
        Map<DataPart, TreeSet<String>> named = new EnumMap<>(DataPart.class);
        TreeSet<String> others = new TreeSet<>();
        for (FolderScan.Found one : found) {
            String[] names = one.path().split("/");
            if (names.length < 2) {
                continue;
            }
            Optional<DataPart> part = DataPart.named(names[0]);
            if (part.isEmpty()) {
                if (PictureNames.isPicture(one.path())) {
                    others.add(names[0]);
                }
            } else {
                if (names.length == 2 && PictureNames.isPicture(names[1])) {
                    return false;
                }
                named.computeIfAbsent(part.get(), p -> new TreeSet<>()).add(names[0]);
            }
        }
        if (named.isEmpty() || named.size() == 1 && !others.isEmpty()) {
            return false;
        }
        named.forEach((part, names) -> {
            if (names.size() > 1) {
                throw new DataException(root + " has more than one folder for " + part.title() + ": " + names
                        + "; put their pictures into one.");
            }
        });
        if (!others.isEmpty()) {
            throw new DataException(root + " has the folders " + partNames(named) + " and beside them " + others
                    + "; move or rename what is neither train, validation nor test.");
        }
        if (!named.containsKey(DataPart.TRAIN)) {
            throw new DataException(root + " has the folder " + partNames(named)
                    + " but no folder train to learn from; add one, or put the class folders directly into " + root
                    + ".");
        }
        return true;
    }

    private static String partNames(Map<DataPart, TreeSet<String>> named) {
        return named.values().stream().flatMap(TreeSet::stream).collect(Collectors.joining(", "));
    }

    static String expectation(Path root) {
        return "Pictures are taken from a folder with 2 to " + MOST_CLASSES
                + " sub-folders, one for each class and named as it ("
                + (Files.isRegularFile(root) ? Path.of("") : root)
                        .resolve("CLASS")
                        .resolve("PICTURE")
                + "); or with such folders in train, validation and test; or from a CSV or JSON-lines manifest with"
                + " path and label; or from a zip or tar of these (.zip, .tar, .tar.gz or .tgz).";
    }
}
