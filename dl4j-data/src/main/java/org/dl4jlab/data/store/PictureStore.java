package org.dl4jlab.data.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.FileFormat;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.data.folder.ContentSplit;
import org.dl4jlab.data.folder.DataPart;
import org.dl4jlab.data.folder.FolderContent;
import org.dl4jlab.data.folder.FolderScan;
import org.dl4jlab.data.folder.SkippedFile;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.PictureDecoder;
import org.dl4jlab.data.picture.PictureFacts;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.data.picture.UnreadablePictureException;
import org.dl4jlab.data.survey.FolderSurvey;
import org.dl4jlab.data.survey.PictureSample;
import org.dl4jlab.data.survey.SurveyedPicture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a person's pictures into a data set. Every file is looked at each time, so that what has changed is noticed by its
 * content; what was decoded before, wherever it lay then, is not decoded again.
 */
final class PictureStore {

    private static final Logger log = LoggerFactory.getLogger(PictureStore.class);

    private static final int ID_DIGITS = 12;

    /** Pictures looked at to choose a size. Whole photographs are decoded for it, so they are few. */
    private static final int SAMPLE = 16;

    private final Path folders;

    PictureStore(Path cache) {
        this.folders = cache.resolve("folders");
    }

    LoadedData load(ImageFolder folder, ProgressListener listener) {
        return load(folder, Optional.empty(), listener);
    }

    /** @param shape chooses the shape of the images after a look at a few pictures; otherwise it is the folder's */
    LoadedData load(
            ImageFolder folder, Optional<Function<PictureSample, ImageShape>> shape, ProgressListener listener) {
        removeLeftovers();
        Path unpacked = folders.resolve(AtomicFile.TEMPORARY_PREFIX + "unpacked-" + UUID.randomUUID());
        try {
            return load(folder, FolderScan.scan(folder.root(), unpacked, listener), shape, listener);
        } finally {
            remove(unpacked);
        }
    }

    private LoadedData load(
            ImageFolder given,
            FolderContent content,
            Optional<Function<PictureSample, ImageShape>> shape,
            ProgressListener listener) {
        List<SkippedFile> passedOver = new ArrayList<>(content.passedOver());
        List<HashedPicture> hashed = HashedPicture.of(given.root(), content.files(), passedOver, listener);
        ImageFolder folder = shape.map(choice -> given.withShape(choice.apply(sample(given, content, hashed))))
                .orElse(given);
        MappedPicturesWriter.Written kept = bank(folder, hashed, listener);
        MappedPictures bank = kept.bank();
        List<HashedPicture> usable = new ArrayList<>();
        for (HashedPicture picture : hashed) {
            String failure = kept.passing()
                    .getOrDefault(picture.content(), bank.index().failures().get(picture.content()));
            if (failure == null) {
                usable.add(picture);
            } else {
                passedOver.add(new SkippedFile(picture.file().path(), failure));
            }
        }
        passedOver.sort(Comparator.comparing(SkippedFile::path));
        Optional<ContentSplit> split = split(folder, usable);
        PictureParts parts = PictureParts.of(folder.root(), content.classNames(), usable, split, passedOver);
        return data(folder, content, bank, parts, passedOver, split);
    }

    private static Optional<ContentSplit> split(ImageFolder folder, List<HashedPicture> pictures) {
        boolean given = pictures.stream().anyMatch(p -> p.file().part().equals(Optional.of(DataPart.TEST)));
        ImageFolder usual = ImageFolder.of(folder.root());
        if (given && (folder.testFraction() != usual.testFraction() || folder.seed() != usual.seed())) {
            throw new DataException(folder.root() + " has a test part of its own: a test fraction of "
                    + folder.testFraction() + " and a split seed of " + folder.seed()
                    + " would have no effect; leave them out.");
        }
        return given ? Optional.empty() : Optional.of(new ContentSplit(folder.testFraction(), folder.seed()));
    }

    /** The choice follows from the contents, so that it is the same wherever the files lie. */
    private static PictureSample sample(ImageFolder folder, FolderContent content, List<HashedPicture> pictures) {
        List<PictureFacts> facts = new ArrayList<>();
        for (HashedPicture picture : pictures.stream()
                .sorted(Comparator.comparing(p -> p.content().toString()))
                .limit(SAMPLE)
                .toList()) {
            try {
                facts.add(PictureDecoder.decode(picture.file().file()).facts());
            } catch (UnreadablePictureException e) {
                // Said when all are decoded.
            }
        }
        return PictureSample.of(
                PictureParts.countTraining(pictures, split(folder, pictures)),
                content.classNames().size(),
                facts);
    }

    private MappedPicturesWriter.Written bank(
            ImageFolder folder, List<HashedPicture> pictures, ProgressListener listener) {
        PicturePreprocessing preprocessing = folder.preprocessing();
        Path root = folder.root().toAbsolutePath().normalize();
        Path file = folders.resolve(hash(root.toString()).substring(0, ID_DIGITS))
                .resolve(
                        hash(PicturePreprocessing.VERSION + " " + preprocessing).substring(0, ID_DIGITS) + ".pictures");
        Map<ContentHash, Path> files = new LinkedHashMap<>();
        Map<ContentHash, Long> sizes = new LinkedHashMap<>();
        for (HashedPicture picture : pictures) {
            files.putIfAbsent(picture.content(), picture.file().file());
            sizes.putIfAbsent(picture.content(), picture.bytes());
        }
        Optional<MappedPictures> earlier =
                MappedPictures.open(file, preprocessing.shape().size(), listener);
        if (earlier.isPresent()
                && files.keySet().stream().allMatch(earlier.get().index()::knows)) {
            return new MappedPicturesWriter.Written(earlier.get(), Map.of());
        }
        ParallelWork work = new ParallelWork("Decoding " + root, listener);
        return new MappedPicturesWriter(file, preprocessing, earlier)
                .write(List.copyOf(files.keySet()), files, List.copyOf(sizes.values()), work);
    }

    private static LoadedData data(
            ImageFolder folder,
            FolderContent content,
            MappedPictures bank,
            PictureParts parts,
            List<SkippedFile> passedOver,
            Optional<ContentSplit> split) {
        Map<DataPart, ImageSet> images = new EnumMap<>(DataPart.class);
        for (DataPart part : DataPart.values()) {
            images.put(part, images(folder, content.classNames(), bank, parts.of(part)));
        }
        Normalization normalization = ChannelSums.normalization(
                folder.shape(),
                parts.of(DataPart.TRAIN).stream()
                        .map(p -> bank.picture(p.content()))
                        .toList());
        List<SurveyedPicture> surveyed = new ArrayList<>();
        List<ContentHash> contents = new ArrayList<>();
        for (DataPart part : DataPart.values()) {
            for (HashedPicture picture : parts.of(part)) {
                DecodedPicture decoded = bank.picture(picture.content());
                contents.add(picture.content());
                surveyed.add(new SurveyedPicture(
                        picture.file().path(),
                        picture.file().className(),
                        part,
                        picture.content().toString(),
                        decoded.facts(),
                        decoded.fingerprint()));
            }
        }
        String name = name(folder.root());
        DataSetSpec spec = new DataSetSpec(
                id(name),
                name,
                folder.shape(),
                content.classNames(),
                normalization,
                FileFormat.PICTURES,
                new Part(images.get(DataPart.TRAIN).size(), List.of()),
                new Part(images.get(DataPart.TEST).size(), List.of()),
                List.of(),
                folder.preprocessing());
        FolderSurvey survey = FolderSurvey.of(
                folder.root().toString(),
                content,
                passedOver,
                surveyed,
                bank.images(contents),
                folder.shape(),
                normalization,
                split);
        return new LoadedData(
                spec,
                images.get(DataPart.TRAIN),
                Optional.of(images.get(DataPart.VALIDATION)).filter(set -> set.size() > 0),
                images.get(DataPart.TEST),
                Map.of(name, parts.checksum(folder.preprocessing())),
                Optional.of(new LoadedPictures(
                        parts.paths(DataPart.TRAIN),
                        parts.paths(DataPart.VALIDATION),
                        parts.paths(DataPart.TEST),
                        survey)));
    }

    private static ImageSet images(
            ImageFolder folder, List<String> classNames, MappedPictures bank, List<HashedPicture> pictures) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        classNames.forEach(name -> numbers.put(name, numbers.size()));
        int[] labels = pictures.stream()
                .mapToInt(picture -> numbers.get(picture.file().className()))
                .toArray();
        return new ImageSet(
                folder.shape(),
                classNames,
                bank.images(pictures.stream().map(HashedPicture::content).collect(Collectors.toList())),
                labels);
    }

    private static String name(Path root) {
        Path name = root.toAbsolutePath().normalize().getFileName();
        return name == null ? "pictures" : name.toString();
    }

    /** An id for commands and records. A folder is never taken for the data set of the catalogue whose name it has. */
    private static String id(String name) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (id.isEmpty()) {
            return "pictures";
        }
        return DataSets.all().stream().anyMatch(spec -> spec.id().equals(id)) ? id + "-folder" : id;
    }

    static String hash(String text) {
        return HexFormat.of().formatHex(Checksums.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What a killed process had unpacked or half written. */
    private void removeLeftovers() {
        if (!Files.isDirectory(folders)) {
            return;
        }
        try {
            FileTree.removeTemporary(folders, 2, Duration.ofDays(1));
        } catch (IOException e) {
            // It takes room and is in nobody's way.
            log.warn("Cannot remove what was left in {}: {}", folders, e.getMessage());
        }
    }

    private static void remove(Path unpacked) {
        if (!Files.exists(unpacked)) {
            return;
        }
        try {
            FileTree.remove(unpacked);
        } catch (IOException e) {
            throw new DataException("Cannot remove " + unpacked + ": " + FileFailure.reason(e), e);
        }
    }
}
