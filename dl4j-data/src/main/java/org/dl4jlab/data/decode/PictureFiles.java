package org.dl4jlab.data.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.ImageFolder;

/**
 * The pictures of a user's folder, by class and half. Depends on the names of files only, not on the order in which a
 * file system lists them.
 *
 * @param classNames sorted
 * @param train files to learn from, class by class
 * @param test files held back, class by class
 */
public record PictureFiles(List<String> classNames, List<Path> train, List<Path> test) {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp", "pgm", "ppm");
    private static final int MOST_CLASSES = 256;

    public PictureFiles {
        classNames = List.copyOf(classNames);
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    /**
     * Looks through a folder.
     *
     * @throws DataException if it is not there or does not hold at least two classes with pictures
     */
    public static PictureFiles scan(ImageFolder folder) {
        Path root = folder.root();
        if (!Files.isDirectory(root)) {
            throw new DataException(root + " is not a folder. " + expectation(root));
        }
        Path trainRoot = root.resolve("train");
        Path testRoot = root.resolve("test");
        return Files.isDirectory(trainRoot) && Files.isDirectory(testRoot)
                ? given(byClass(trainRoot), byClass(testRoot), root)
                : split(byClass(root), folder);
    }

    private static PictureFiles given(Map<String, List<Path>> train, Map<String, List<Path>> test, Path root) {
        if (!train.keySet().equals(test.keySet())) {
            throw new DataException(
                    "The folders train and test of " + root + " must have the same classes, but train has "
                            + train.keySet() + " and test has " + test.keySet() + ".");
        }
        return new PictureFiles(List.copyOf(train.keySet()), flat(train), flat(test));
    }

    private static PictureFiles split(Map<String, List<Path>> pictures, ImageFolder folder) {
        Random random = new Random(folder.seed());
        List<Path> train = new ArrayList<>();
        List<Path> test = new ArrayList<>();
        pictures.forEach((name, files) -> {
            if (files.size() < 2) {
                throw new DataException("Class '" + name + "' of " + folder.root()
                        + " has one picture only; it needs at least two, one to learn from and one to test with.");
            }
            List<Path> shuffled = new ArrayList<>(files);
            Collections.shuffle(shuffled, random);
            int held = (int) Math.round(folder.testFraction() * files.size());
            held = Math.min(Math.max(held, 1), files.size() - 1);
            test.addAll(shuffled.subList(0, held).stream().sorted().toList());
            train.addAll(shuffled.subList(held, files.size()).stream().sorted().toList());
        });
        return new PictureFiles(List.copyOf(pictures.keySet()), train, test);
    }

    private static Map<String, List<Path>> byClass(Path root) {
        Map<String, List<Path>> pictures = new TreeMap<>();
        for (Path folder : list(root)) {
            String name = folder.getFileName().toString();
            if (!Files.isDirectory(folder) || name.startsWith(".")) {
                continue;
            }
            List<Path> files =
                    list(folder).stream().filter(PictureFiles::isPicture).toList();
            if (files.isEmpty()) {
                throw new DataException("Class folder " + folder + " holds no pictures (" + endings() + ").");
            }
            pictures.put(name, files);
        }
        if (pictures.size() < 2 || pictures.size() > MOST_CLASSES) {
            throw new DataException(
                    root + " holds " + pictures.size() + " class folders with pictures. " + expectation(root));
        }
        return pictures;
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0
                && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
                && Files.isRegularFile(file);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new DataException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> flat(Map<String, List<Path>> pictures) {
        return pictures.values().stream().flatMap(List::stream).toList();
    }

    private static String expectation(Path root) {
        return "A folder of images needs 2 to " + MOST_CLASSES + " sub-folders, one for each class and named as it: "
                + root.resolve("CLASS").resolve("PICTURE") + " (" + endings() + ").";
    }

    private static String endings() {
        return String.join(", ", ENDINGS.stream().sorted().toList());
    }
}
