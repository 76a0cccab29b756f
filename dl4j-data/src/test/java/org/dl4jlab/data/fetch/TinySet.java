package org.dl4jlab.data.fetch;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.FileFormat;
import org.dl4jlab.data.catalog.Part;
import org.dl4jlab.data.catalog.Source;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;

/** A data set in IDX, small enough for tests, with its files in memory and the ways in which sources pack them. */
public final class TinySet {

    public static final ImageShape SHAPE = new ImageShape(1, 4, 3);
    public static final int CLASSES = 3;
    private static final int TRAIN = 400;
    private static final int TEST = 50;

    private TinySet() {}

    /** Content by file name; large enough that a download can be cut in the middle. */
    public static Map<String, byte[]> files() {
        Random random = new Random(7);
        Map<String, byte[]> files = new LinkedHashMap<>();
        put(files, random, "train", TRAIN);
        put(files, random, "test", TEST);
        return files;
    }

    private static void put(Map<String, byte[]> files, Random random, String part, int count) {
        byte[] pixels = new byte[count * SHAPE.size()];
        random.nextBytes(pixels);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(CLASSES);
        }
        files.put(part + "-images", idx(pixels, 0x803, count, SHAPE.height(), SHAPE.width()));
        files.put(part + "-labels", idx(labels, 0x801, count));
    }

    public static byte[] idx(byte[] data, int magic, int... sizes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            for (int size : sizes) {
                out.writeInt(size);
            }
            out.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static DataSetSpec spec(Source... sources) {
        Map<String, byte[]> files = files();
        return new DataSetSpec(
                "tiny",
                "Tiny",
                SHAPE,
                List.of("a", "b", "c"),
                Normalization.identity(1),
                FileFormat.IDX,
                new Part(TRAIN, List.of(file(files, "train-images"), file(files, "train-labels"))),
                new Part(TEST, List.of(file(files, "test-images"), file(files, "test-labels"))),
                List.of(sources));
    }

    private static DataFile file(Map<String, byte[]> files, String name) {
        byte[] content = files.get(name);
        return new DataFile(name, content.length, hash("SHA-256", content), hash("MD5", content));
    }

    public static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A tar of all files below a folder. */
    public static byte[] tar(String folder, Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                put(tar, folder + file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
