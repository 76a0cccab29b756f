package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dl4jlab.data.file.ProcessLock;
import org.dl4jlab.training.internal.log.RunLog;
import org.slf4j.Logger;

/**
 * Tells runs that are under way from runs that were killed: whoever runs holds a lock on {@code run.lock} in the folder,
 * which the operating system lets go when the process ends, however it ends. On a file system without locks the file names
 * the process instead.
 */
public final class RunLock implements AutoCloseable {

    private static final Logger log = RunLog.logger(RunLock.class);

    /** Locks of this process. On some systems, closing any channel to a file gives up the process's locks on it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** How a channel is locked. */
    @FunctionalInterface
    interface Locking {
        ProcessLock attempt(FileChannel channel) throws ClosedChannelException;
    }

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
        return hold(folder, what, ProcessLock::tryExclusive);
    }

    static RunLock hold(Path folder, String what, Locking locking) throws IOException {
        Path file = key(folder);
        if (!HELD.add(file)) {
            throw underWay(folder, what, "");
        }
        FileChannel channel = null;
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !RegularFile.is(file)) {
                throw new IOException(
                        file + " is a link or no regular file, and nothing is written through it; remove it");
            }
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ProcessLock state = locking.attempt(channel);
            if (state == ProcessLock.BUSY) {
                throw underWay(folder, what, "");
            }
            if (state == ProcessLock.UNSUPPORTED) {
                if (Files.size(file) > 0 && mayLive(file)) {
                    throw underWay(folder, what, doubt(file));
                }
                LockOwner.current().write(channel);
                log.warn(
                        "{} is on a file system without file locks. Take care that no other machine works in it at the"
                                + " same time.",
                        folder);
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

    private static IOException underWay(Path folder, String what, String doubt) {
        return new IOException("the " + what + " " + folder.getFileName() + " is under way already" + doubt);
    }

    /** Whether a living process runs in this folder. */
    public static boolean isHeld(RunFolder folder) {
        return isHeld(folder.path());
    }

    /** Whether a living process works in this folder. */
    public static boolean isHeld(Path folder) {
        return isHeld(folder, ProcessLock::tryShared);
    }

    static boolean isHeld(Path folder, Locking locking) {
        Path file = key(folder);
        if (HELD.contains(file)) {
            return true;
        }
        if (!RegularFile.is(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return switch (locking.attempt(channel)) {
                case TAKEN -> false;
                case BUSY -> true;
                case UNSUPPORTED -> mayLive(file);
            };
        } catch (IOException e) {
            // Nobody can tell; a run that says it runs is believed then.
            return true;
        }
    }

    /** What to do if a folder counts as under way and is not; empty where the file system's locks leave no doubt. */
    public static String doubt(RunFolder folder) {
        return doubt(key(folder.path()));
    }

    private static String doubt(Path file) {
        try {
            return LockOwner.read(file)
                    .map(owner -> ", by process " + owner.process() + " of " + owner.host()
                            + "; its file system has no locks, so if that process has ended, delete " + file)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean mayLive(Path file) throws IOException {
        return LockOwner.read(file).map(owner -> !owner.hasEnded()).orElse(true);
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
