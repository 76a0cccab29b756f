package org.dl4jlab.data.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.decode.ImageBytesRecordReader;
import org.dl4jlab.data.decode.ImageSetDecoder;
import org.dl4jlab.data.fetch.DefaultFolders;
import org.dl4jlab.data.fetch.FetchOptions;
import org.dl4jlab.data.fetch.Fetcher;
import org.dl4jlab.data.fetch.FileCheck;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.survey.PictureSample;

/**
 * Supplies data sets: from its cache if they are there, else from their sources. Immutable, and safe for use by several
 * threads and processes at once.
 *
 * <p>What is verified when: the files of a data set by size and SHA-256 when they are fetched and whenever they are
 * decoded; the decoded images by CRC-32C at every load. A load from a warm cache does not look at the files.
 */
public final class DataStore {

    private final Path cache;
    private final Optional<Path> local;
    private final FetchOptions options;
    private final boolean offline;
    private final Fetcher fetcher;

    private DataStore(Path cache, Optional<Path> local, FetchOptions options, boolean offline) {
        this.cache = cache.toAbsolutePath().normalize();
        this.local = local;
        this.options = options;
        this.offline = offline;
        Fetcher online = new Fetcher(this.cache, local, options);
        this.fetcher = offline ? online.offline() : online;
    }

    /**
     * The user's store: the cache folder named by the system property {@code dl4jlab.data} or the environment variable
     * {@code DL4JLAB_DATA}, else {@code ~/.cache/dl4j-lab}. Files already on the machine are found in the folder named
     * by {@code dl4jlab.data.local} or {@code DL4JLAB_DATA_LOCAL}.
     */
    public static DataStore standard() {
        return new DataStore(DefaultFolders.cache(), DefaultFolders.local(), FetchOptions.standard(), false);
    }

    /** @param cache folder to keep data sets in; made when first needed */
    public static DataStore open(Path cache) {
        return new DataStore(cache, Optional.empty(), FetchOptions.standard(), false);
    }

    /** The same store, but files are looked for in this folder before any source is asked; it is only read. */
    public DataStore withLocalFolder(Path folder) {
        return new DataStore(cache, Optional.of(folder), options, offline);
    }

    /** The same store with another folder to keep data sets in. */
    public DataStore withCache(Path folder) {
        return new DataStore(folder, local, options, offline);
    }

    /** The same store, but nothing is fetched: a data set that is not on this machine is refused in a sentence. */
    public DataStore offline() {
        return new DataStore(cache, local, options, true);
    }

    /** The folder in which data sets are kept. */
    public Path cache() {
        return cache;
    }

    /** As {@link #load(DataSetSpec, ProgressListener)}, without a listener. */
    public LoadedData load(DataSetSpec spec) {
        return load(spec, ProgressListener.NONE);
    }

    /**
     * Supplies a data set, fetching and decoding what is not there yet.
     *
     * @param listener told of downloads
     * @throws DataException if it cannot be had; the message says why and what to do
     */
    public LoadedData load(DataSetSpec spec, ProgressListener listener) {
        // Each half is read and verified by one thread.
        CompletableFuture<Optional<ImageSet>> storedTest = CompletableFuture.supplyAsync(
                () -> DecodedFile.read(decoded(spec, "test"), key("test", spec.test()), listener));
        Optional<ImageSet> train = DecodedFile.read(decoded(spec, "train"), key("train", spec.train()), listener);
        Optional<ImageSet> test = storedTest.join();
        if (train.isEmpty() || test.isEmpty()) {
            fetcher.fetch(spec, listener);
        }
        return new LoadedData(
                spec,
                train.orElseGet(() -> decode(spec, spec.train(), "train", listener)),
                test.orElseGet(() -> decode(spec, spec.test(), "test", listener)),
                checksums(spec));
    }

    /** As {@link #load(ImageFolder, ProgressListener)}, without a listener. */
    public LoadedData load(ImageFolder folder) {
        return load(folder, ProgressListener.NONE);
    }

    /**
     * Supplies a user's own pictures. Class names come from the folder, the normalisation constants from the training
     * pictures; the checksum is that of all files and their classes. Files that are no pictures are passed over and listed in
     * {@link LoadedPictures#survey()}, each with its reason. An interrupt of the calling thread ends the work soon.
     *
     * @param listener told of the bytes of files that were looked at, and then of those that were decoded
     * @throws DataException if the folder does not hold pictures by class, or a class has none to learn from
     */
    public LoadedData load(ImageFolder folder, ProgressListener listener) {
        return new PictureStore(cache).load(folder, listener);
    }

    /**
     * As {@link #load(ImageFolder, ProgressListener)}, but the shape of the images is chosen after a look at a few pictures, so
     * that all are decoded once.
     *
     * @param shape chooses {@code [channels, height, width]}
     */
    public LoadedData load(ImageFolder folder, Function<PictureSample, ImageShape> shape, ProgressListener listener) {
        return new PictureStore(cache).load(folder, Optional.of(shape), listener);
    }

    /**
     * Fetches the files of a data set without decoding them, and verifies those that are there.
     *
     * @return the files
     * @throws DataException if they cannot be had; the message says why and what to do
     */
    public List<Path> fetch(DataSetSpec spec, ProgressListener listener) {
        fetcher.fetch(spec, listener);
        return paths(spec, spec.files());
    }

    /** Compares every file in the cache with the catalogue, byte for byte; asks no source and changes nothing. */
    public List<FileCheck> verify(DataSetSpec spec) {
        return fetcher.verify(spec);
    }

    /**
     * The files, by their place in {@link #cache()}, from which a data set is loaded once it was: a store with the same files
     * in its cache loads it without the data set's sources.
     */
    public List<Path> decodedFiles(DataSetSpec spec) {
        return Stream.of("train", "test")
                .map(part -> cache.relativize(decoded(spec, part)))
                .toList();
    }

    private ImageSet decode(DataSetSpec spec, Part part, String name, ProgressListener listener) {
        ImageBytesRecordReader reader = switch (spec.format()) {
            case IDX -> ImageBytesRecordReader.idx(spec.shape(), spec.classCount());
            case CIFAR_BINARY -> ImageBytesRecordReader.cifarBinary(spec.shape(), spec.classCount());
            case PICTURES ->
                throw new IllegalArgumentException(
                        spec.title() + " is a folder of pictures; load it as an ImageFolder");
        };
        ImageSet images = ImageSetDecoder.decode(
                reader, paths(spec, part.files()), spec.shape(), spec.classNames(), part.images());
        DecodedFile.keep(decoded(spec, name), key(name, part), images, listener);
        return images;
    }

    /** What the images of a part are made from. */
    private static String key(String name, Part part) {
        return part.files().stream().map(DataFile::sha256).collect(Collectors.joining(" ", name + " ", ""));
    }

    private Path decoded(DataSetSpec spec, String part) {
        return fetcher.folder(spec).resolve("decoded").resolve(part + ".images");
    }

    private List<Path> paths(DataSetSpec spec, List<DataFile> files) {
        List<Path> paths = new ArrayList<>();
        files.forEach(file -> paths.add(fetcher.pathOf(spec, file)));
        return paths;
    }

    private static Map<String, String> checksums(DataSetSpec spec) {
        Map<String, String> checksums = new LinkedHashMap<>();
        spec.files().forEach(file -> checksums.put(file.name(), file.sha256()));
        return checksums;
    }
}
