package org.dl4jlab.data.file;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/**
 * Locks that processes hold on files, on any file system: some network and container file systems have none, and say so with
 * an exception.
 */
public enum ProcessLock {
    /** The lock is held now, until its channel is closed. */
    TAKEN,
    /** Somebody else holds it. */
    BUSY,
    /** The file system has no locks, so nobody can tell. */
    UNSUPPORTED;

    /** Takes the lock that one process at a time may hold, if it is free; never waits. */
    public static ProcessLock tryExclusive(FileChannel channel) throws ClosedChannelException {
        return attempt(channel, false);
    }

    /** Takes a lock that any number of readers may hold, if no process holds the exclusive one; never waits. */
    public static ProcessLock tryShared(FileChannel channel) throws ClosedChannelException {
        return attempt(channel, true);
    }

    private static ProcessLock attempt(FileChannel channel, boolean shared) throws ClosedChannelException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock == null ? BUSY : TAKEN;
        } catch (OverlappingFileLockException e) {
            return BUSY;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return UNSUPPORTED;
        }
    }
}
