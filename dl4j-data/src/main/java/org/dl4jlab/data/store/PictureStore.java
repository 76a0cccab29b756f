package org.dl4jlab.data.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.FileFormat;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.decode.ImageSetDecoder;
import org.dl4jlab.data.decode.PictureFiles;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.Normalization;

/** Turns a user's folder of pictures into a data set, and keeps the decoded pictures until the folder changes. */
final class PictureStore {

    private static final int ID_DIGITS = 12;

    private final Path cache;

    PictureStore(Path cache) {
        this.cache = cache;
    }

    LoadedData load(ImageFolder folder, ProgressListener listener) {
        PictureFiles files = PictureFiles.scan(folder);
        String key = key(folder, files);
        // One place for each folder and shape: a changed folder replaces what was kept of it.
        Path root = folder.root().toAbsolutePath().normalize();
        Path kept = cache.resolve("folders")
                .resolve(hash(root + " " + folder.shape()).substring(0, ID_DIGITS));
        ImageSet train = images(kept.resolve("train.images"), "train " + key, files.train(), files, folder, listener);
        ImageSet test = images(kept.resolve("test.images"), "test " + key, files.test(), files, folder, listener);
        String name =
                root.getFileName() == null ? "pictures" : root.getFileName().toString();
        DataSetSpec spec = new DataSetSpec(
                id(name),
                name,
                folder.shape(),
                files.classNames(),
                normalization(train),
                FileFormat.PICTURES,
                new Part(train.size(), List.of()),
                new Part(test.size(), List.of()),
                List.of());
        return new LoadedData(spec, train, test, Map.of(name, contentHash(train, test)));
    }

    private static ImageSet images(
            Path kept,
            String key,
            List<Path> pictures,
            PictureFiles files,
            ImageFolder folder,
            ProgressListener listener) {
        return DecodedFile.read(kept, key).orElseGet(() -> {
            Progress progress = new Progress(folder.root().toString(), pictures, listener);
            ImageSet images =
                    ImageSetDecoder.decodePictures(pictures, folder.shape(), files.classNames(), progress::add);
            DecodedFile.keep(kept, key, images);
            return images;
        });
    }

    /** Adds up the sizes of the pictures that have been read. */
    private static final class Progress {
        private final String source;
        private final long total;
        private final ProgressListener listener;
        private long done;

        Progress(String source, List<Path> pictures, ProgressListener listener) {
            this.source = source;
            this.total = pictures.stream().mapToLong(PictureStore::size).sum();
            this.listener = listener;
        }

        synchronized void add(Path picture) {
            done += size(picture);
            listener.progress(source, done, total);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DataException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    // Names, sizes and times of change stand for the content, as in make and rsync: reading it all would take as long
    // as decoding.
    private static String key(ImageFolder folder, PictureFiles files) {
        StringBuilder text = new StringBuilder().append(folder).append('\n');
        Stream.concat(files.train().stream(), files.test().stream()).forEach(file -> {
            try {
                text.append(folder.root().relativize(file)).append(' ');
                text.append(size(file)).append(' ');
                text.append(Files.getLastModifiedTime(file)).append('\n');
            } catch (IOException e) {
                throw new DataException("Cannot read " + file + ": " + e.getMessage(), e);
            }
        });
        return hash(text.toString());
    }

    private static String id(String name) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return id.isEmpty() ? "pictures" : id;
    }

    /** Mean and standard deviation of each channel over all training images. */
    private static Normalization normalization(ImageSet images) {
        int channels = images.shape().channels();
        int area = images.shape().area();
        float[] mean = new float[channels];
        float[] std = new float[channels];
        byte[] image = new byte[images.shape().size()];
        for (int c = 0; c < channels; c++) {
            long sum = 0;
            long squares = 0;
            for (int i = 0; i < images.size(); i++) {
                images.read(i, image, 0);
                for (int p = c * area; p < (c + 1) * area; p++) {
                    int value = image[p] & 0xFF;
                    sum += value;
                    squares += value * value;
                }
            }
            double n = (double) images.size() * area;
            double average = sum / n;
            double deviation = Math.sqrt(Math.max(squares / n - average * average, 0));
            mean[c] = (float) (average / 255);
            // A channel that never varies carries nothing; dividing by its deviation would only fail.
            std[c] = deviation < 1e-3 ? 1 : (float) (deviation / 255);
        }
        return Normalization.of(mean, std);
    }

    private static String contentHash(ImageSet... sets) {
        MessageDigest digest = Checksums.sha256();
        for (ImageSet set : sets) {
            for (int i = 0; i < set.size(); i++) {
                digest.update(set.image(i));
            }
            for (int i = 0; i < set.size(); i++) {
                digest.update((byte) set.label(i));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Checksums.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
