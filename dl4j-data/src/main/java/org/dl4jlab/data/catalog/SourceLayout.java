package org.dl4jlab.data.catalog;

/**
 * Where a source keeps the files of a data set, and how they are packed there.
 *
 * @param folder prefix of every file inside the source, empty or ending in {@code /}
 * @param packing how a file is packed
 */
public record SourceLayout(String folder, Packing packing) {

    /** How a source packs a file. */
    public enum Packing {
        /** The file itself. */
        PLAIN,
        /** The file, compressed, with {@code .gz} added to its name. */
        GZIP,
        /**
         * CIFAR as lossless pictures, one row per image, with the labels in a JSON list. The CIFAR binary files are put
         * together from them, byte for byte.
         */
        CIFAR_SPRITES
    }

    public SourceLayout {
        if (!folder.isEmpty() && !folder.endsWith("/")) {
            throw new IllegalArgumentException("folder must be empty or end in '/', got '" + folder + "'");
        }
    }

    public static SourceLayout plain(String folder) {
        return new SourceLayout(folder, Packing.PLAIN);
    }

    public static SourceLayout gzip(String folder) {
        return new SourceLayout(folder, Packing.GZIP);
    }

    public static SourceLayout cifarSprites(String folder) {
        return new SourceLayout(folder, Packing.CIFAR_SPRITES);
    }

    /** Path of a file inside the source. */
    public String pathOf(DataFile file) {
        return folder + file.name() + (packing == Packing.GZIP ? ".gz" : "");
    }
}
