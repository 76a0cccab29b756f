package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells runs that are under way from runs that were killed: whoever runs holds a lock on {@code run.lock} in the folder,
 * which the operating system lets go when the process ends, however it ends.
 */
public final class RunLock implements AutoCloseable {

    /** Locks of this process. On some systems, closing any channel to a file gives up the process's locks on it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @throws IOException if the run is under way already, in this process or another, or the lock cannot be made
     */
    public static RunLock hold(RunFolder folder) throws IOException {
        return hold(folder.path(), "run");
    }

    /**
     * The same for a folder of another kind.
     *
     * @param what is under way there, for the message
     */
    public static RunLock hold(Path folder, String what) throws IOException {
        Path file = key(folder);
        if (!HELD.add(file)) {
            throw underWay(folder, what);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw underWay(folder, what);
            }
            return new RunLock(file, channel);
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static IOException underWay(Path folder, String what) {
        return new IOException("the " + what + " " + folder.getFileName() + " is under way already");
    }

    /** Whether a living process runs in this folder. */
    public static boolean isHeld(RunFolder folder) {
        return isHeld(folder.path());
    }

    /** Whether a living process works in this folder. */
    public static boolean isHeld(Path folder) {
        Path file = key(folder);
        if (HELD.contains(file)) {
            return true;
        }
        if (!RegularFile.is(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            // A file system without locks cannot tell; a run that says it runs is believed then.
            return true;
        }
    }

    private static Path key(Path folder) {
        return folder.toAbsolutePath().normalize().resolve("run.lock");
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
            HELD.remove(file);
        }
    }
}
