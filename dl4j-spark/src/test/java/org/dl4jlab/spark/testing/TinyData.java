package org.dl4jlab.spark.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.Part;

/** A data set like MNIST with a few images, which no source has: only who was given its files can load it. */
public final class TinyData {

    public static final int IMAGES = 5;

    private static final int SIDE = 28;

    private TinyData() {}

    public static DataSetSpec spec() {
        DataSetSpec mnist = DataSets.MNIST;
        return new DataSetSpec(
                "tiny",
                "Tiny",
                mnist.shape(),
                mnist.classNames(),
                mnist.normalization(),
                mnist.format(),
                part("train"),
                part("test"),
                List.of(),
                mnist.preprocessing());
    }

    private static Part part(String name) {
        return new Part(IMAGES, List.of(file(name + "-images", images()), file(name + "-labels", labels())));
    }

    private static DataFile file(String name, byte[] content) {
        return new DataFile(name, content.length, digest("SHA-256", content), digest("MD5", content));
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the files into the cache of a store. */
    public static void write(Path cache) throws IOException {
        Path folder = Files.createDirectories(cache.resolve("tiny"));
        for (String part : List.of("train", "test")) {
            Files.write(folder.resolve(part + "-images"), images());
            Files.write(folder.resolve(part + "-labels"), labels());
        }
    }

    private static byte[] images() {
        return ByteBuffer.allocate(16 + IMAGES * SIDE * SIDE)
                .putInt(0x803)
                .putInt(IMAGES)
                .putInt(SIDE)
                .putInt(SIDE)
                .array();
    }

    private static byte[] labels() {
        return ByteBuffer.allocate(8 + IMAGES).putInt(0x801).putInt(IMAGES).array();
    }
}
