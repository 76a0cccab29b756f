package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Tells files that really lie in a run's or sweep's folder from what may stand in their place when the folder came from a
 * stranger: a symbolic link, behind which is any file of this machine, or a pipe, on which whoever reads waits for ever.
 */
public final class RegularFile {

    /** A record is some kilobytes long. */
    public static final long LONGEST_RECORD = 16L << 20;

    /** A line per step, of a run of some million steps. */
    public static final long LONGEST_TABLE = 256L << 20;

    private RegularFile() {}

    /** Whether a file is a regular one and no link. */
    public static boolean is(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether a file is a regular one that lies below a folder, with no link on the way from there. The folder itself may be
     * one.
     */
    public static boolean isBelow(Path folder, Path file) {
        if (!file.startsWith(folder) || !is(file)) {
            return false;
        }
        for (Path above = file.getParent(); !above.equals(folder); above = above.getParent()) {
            if (!Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses to write where that would write somewhere else.
     *
     * @param written files and folders that will be written to, in a folder that may come from a stranger
     * @throws IOException if one of them is a link; the message names it
     */
    public static void refuseLinks(Path... written) throws IOException {
        for (Path one : written) {
            if (Files.isSymbolicLink(one)) {
                throw new IOException(
                        one + " is a link, and nothing is written through it; move what it points to into its place");
            }
        }
    }

    /**
     * Returns a file that may be read.
     *
     * @param longest bytes that it may have
     * @throws IOException if it is absent, no regular file, or longer; the message names it
     */
    public static Path require(Path file, long longest) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new IOException(file + " is not read: it is "
                    + (attributes.isSymbolicLink() ? "a link to another place" : "no regular file"));
        }
        if (attributes.size() > longest) {
            throw new IOException(file + " is not read: it has " + attributes.size() + " bytes, and at most " + longest
                    + " are expected");
        }
        return file;
    }
}
