package org.dl4jlab.data.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.folder.ContentSplit;
import org.dl4jlab.data.folder.DataPart;
import org.dl4jlab.data.folder.SkippedFile;
import org.dl4jlab.data.picture.PicturePreprocessing;

/** Which pictures are learnt from, chosen by and tested with. */
final class PictureParts {

    private final Map<DataPart, List<HashedPicture>> pictures = new EnumMap<>(DataPart.class);

    private PictureParts() {
        for (DataPart part : DataPart.values()) {
            pictures.put(part, new ArrayList<>());
        }
    }

    /**
     * @param split for pictures that no part is given for, and for training pictures if there is no test part
     * @throws DataException if a class has nothing to learn from, or nothing is left to test with
     */
    static PictureParts of(
            Path root,
            List<String> classNames,
            List<HashedPicture> usable,
            Optional<ContentSplit> split,
            List<SkippedFile> passedOver) {
        PictureParts parts = new PictureParts();
        Map<String, Integer> order = new java.util.HashMap<>();
        classNames.forEach(name -> order.put(name, order.size()));
        usable.stream()
                .sorted(Comparator.<HashedPicture>comparingInt(
                                p -> order.get(p.file().className()))
                        .thenComparing(p -> p.file().path()))
                .forEach(picture -> parts.pictures.get(part(picture, split)).add(picture));
        parts.check(root, classNames, split, passedOver);
        return parts;
    }

    private static DataPart part(HashedPicture picture, Optional<ContentSplit> split) {
        DataPart given = picture.file().part().orElse(DataPart.TRAIN);
        return given == DataPart.TRAIN && split.isPresent()
                ? split.get().part(picture.content().sha256())
                : given;
    }

    /** How many pictures are to be learned from, before it is known which of them can be read. */
    static int countTraining(List<HashedPicture> pictures, Optional<ContentSplit> split) {
        return (int) pictures.stream()
                .filter(picture -> part(picture, split) == DataPart.TRAIN)
                .count();
    }

    private void check(Path root, List<String> classNames, Optional<ContentSplit> split, List<SkippedFile> passedOver) {
        Set<String> learned = of(DataPart.TRAIN).stream()
                .map(picture -> picture.file().className())
                .collect(Collectors.toSet());
        for (String name : classNames) {
            if (!learned.contains(name)) {
                long others = pictures.values().stream()
                        .flatMap(List::stream)
                        .filter(p -> p.file().className().equals(name))
                        .count();
                throw new DataException("Class '" + name + "' of " + root + " has no picture to learn from"
                        + (others > 0
                                ? ": " + others + " of it " + (others == 1 ? "is" : "are") + " in other parts"
                                        + split.map(s -> ", held back by their content; add pictures or choose"
                                                        + " another split seed")
                                                .orElse("; put some into train")
                                : ". It holds no picture that can be read")
                        + "." + SkippedFile.list(passedOver));
            }
        }
        if (of(DataPart.TEST).isEmpty()) {
            throw new DataException(root + " has no pictures to test with: of "
                    + of(DataPart.TRAIN).size()
                    + " pictures none was held back (fraction "
                    + split.map(ContentSplit::fraction).orElse(0.0)
                    + "). Add pictures, raise the fraction, choose another split seed, or make a folder test."
                    + SkippedFile.list(passedOver));
        }
    }

    List<HashedPicture> of(DataPart part) {
        return pictures.get(part);
    }

    List<String> paths(DataPart part) {
        return of(part).stream().map(picture -> picture.file().path()).toList();
    }

    /** Of everything that decides the images: contents, classes, parts and preprocessing. */
    String checksum(PicturePreprocessing preprocessing) {
        StringBuilder text = new StringBuilder(PicturePreprocessing.VERSION + " " + preprocessing + "\n");
        pictures.forEach((part, all) -> all.forEach(picture -> text.append(part)
                .append(' ')
                .append(picture.file().className())
                .append(' ')
                .append(picture.content())
                .append('\n')));
        return PictureStore.hash(text.toString());
    }
}
