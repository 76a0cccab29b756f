package org.dl4jlab.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.training.internal.run.RunLock;

/**
 * A temporary folder of this process, removed when it is closed. A process that is killed cannot remove its own: the next one that
 * makes a folder of the same kind does.
 */
public final class OwnedFolder implements AutoCloseable {

    private final Path path;
    private final RunLock lock;

    private OwnedFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * @param kind begins the name of each folder of the kind
     * @throws IOException if there is no room for it
     */
    public static OwnedFolder make(String kind) throws IOException {
        return make(Path.of(System.getProperty("java.io.tmpdir")), kind);
    }

    static OwnedFolder make(Path parent, String kind) throws IOException {
        Path path = Files.createTempDirectory(parent, kind);
        RunLock lock = RunLock.hold(path, "folder");
        removeStale(parent, kind, Files.getOwner(path));
        return new OwnedFolder(path, lock);
    }

    /** Those of this user whose process has ended: it held a lock, and holds it no more. */
    private static void removeStale(Path parent, String kind, UserPrincipal user) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, kind + "*")) {
            for (Path folder : folders) {
                try {
                    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)
                            && Files.isRegularFile(folder.resolve("run.lock"), LinkOption.NOFOLLOW_LINKS)
                            && !RunLock.isHeld(folder)) {
                        FileTree.remove(folder);
                    }
                } catch (IOException e) {
                    // Another process removes it, or it is somebody's business to see why it cannot be removed.
                    continue;
                }
            }
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        FileTree.remove(path);
    }
}
