package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells two states of a file apart without reading it. Files of runs are moved into place or appended to, so a change
 * always shows in one of these.
 *
 * @param modifiedNanos since 1970; -1 when there is no such file
 * @param key the file's number in its file system, where there is one
 */
record FileState(long modifiedNanos, long size, Object key) {

    private static final FileState ABSENT = new FileState(-1, -1, null);

    static FileState of(Path file) {
        try {
            // A link in place of a file is a file of another place; the reader says so.
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new FileState(
                    a.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS), a.size(), a.fileKey());
        } catch (IOException e) {
            return ABSENT;
        }
    }

    boolean exists() {
        return this != ABSENT;
    }
}
