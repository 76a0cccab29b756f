package org.dl4jlab.spark.prediction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.dl4jlab.data.folder.FolderFiles;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.cluster.ClusterException;

/**
 * The files of a folder and of those in it, but for what programs leave behind, in the order in which one machine takes them.
 * Spark's own source of files would silently pass over every name that begins with {@code _}, and over links.
 *
 * @param pictures files that may be pictures; a few hundred bytes each, for the driver
 * @param passedOver a sentence for each file that is none, such as a link that leads nowhere
 */
record PictureListing(List<ListedPicture> pictures, List<String> passedOver) {

    private static final String LOCAL = "file:";

    /**
     * Lists a folder.
     *
     * @param folder a path, or an address such as {@code s3a://bucket/pictures}
     * @throws InvalidInputException if it is not there, or nothing knows such addresses
     */
    static PictureListing of(String folder, Configuration hadoop) {
        if (isStored(folder)) {
            return stored(folder, hadoop);
        }
        return of(folder.startsWith(LOCAL) ? local(folder) : Path.of(folder));
    }

    /** Lists a folder that this machine and every executor see. */
    static PictureListing of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(folder + " is no folder of pictures.");
        }
        FolderFiles listing = FolderFiles.of(folder);
        return new PictureListing(
                listing.files().stream()
                        .map(file -> new ListedPicture(
                                file.toString(),
                                file.toAbsolutePath().normalize().toString(),
                                false))
                        .toList(),
                listing.passedOver().stream()
                        .map(file -> folder.resolve(file.toString()).toString())
                        .toList());
    }

    /** Whether it is an address that Hadoop knows, rather than a path that every machine sees. A drive has one letter. */
    static boolean isStored(String place) {
        return !place.startsWith(LOCAL) && place.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
    }

    private static Path local(String address) {
        try {
            return Path.of(URI.create(address));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "'" + address + "' is no address of a folder: " + e.getMessage() + ". Write its path instead.");
        }
    }

    private static PictureListing stored(String folder, Configuration hadoop) {
        try {
            org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder);
            FileSystem store = root.getFileSystem(hadoop);
            String above = store.getFileStatus(root).getPath() + "/";
            Map<String, ListedPicture> byPath = new TreeMap<>(Comparator.naturalOrder());
            RemoteIterator<LocatedFileStatus> files = store.listFiles(root, true);
            while (files.hasNext()) {
                String address = files.next().getPath().toString();
                String path = address.startsWith(above) ? address.substring(above.length()) : address;
                if (!FolderFiles.isJunk(path)) {
                    byPath.put(path, new ListedPicture(address, address, true));
                }
            }
            return new PictureListing(new ArrayList<>(byPath.values()), List.of());
        } catch (FileNotFoundException e) {
            throw new InvalidInputException("There is no folder " + folder + ".");
        } catch (UnsupportedFileSystemException | IllegalArgumentException e) {
            throw new InvalidInputException(folder + " is no address that this program can open: " + e.getMessage()
                    + ". Hadoop's library for it belongs on the class path.");
        } catch (IOException e) {
            throw new ClusterException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
